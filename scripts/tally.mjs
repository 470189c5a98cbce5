// Counts tests from the output of the test programs, and lists the skipped ones.

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Tally */

/** @type {Tally} */
export const none = { passed: 0, failed: 0, skipped: [] };

/** @param {Tally} a @param {Tally} b @returns {Tally} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: [...a.skipped, ...b.skipped],
});

/**
 * Formats a tally like the last line of a run: `12 passed, 0 failed`, and `, 3 skipped` if there are any.
 * @param {Tally} tally
 */
export const show = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ""}`;

/** @param {string} text */
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");

/**
 * Reads the output of cargo test and wasm-bindgen-test, which have one `test result:` line for each test program.
 * Rust cannot skip a test while it runs. A test that lacks its files prints a line that begins with `skipped:` and
 * passes. With `--show-output`, cargo prints that line below the test's name.
 *
 * @param {string} output @returns {Tally}
 */
export function ofCargo(output) {
  const text = plain(output);
  const results = [...text.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed/g)];
  const ignored = [...text.matchAll(/^test (.+) \.\.\. ignored/gm)].map(([, name]) => name);
  const lacking = [...text.matchAll(/^---- (.+) stdout ----\r?\n(?:(?!---- )(?!\s*$).*\r?\n)*?skipped: /gm)].map(
    ([, name]) => name,
  );
  const counted = results
    .map(([, passed, failed]) => ({ passed: +passed, failed: +failed, skipped: [] }))
    .reduce(add, none);
  return { passed: counted.passed - lacking.length, failed: counted.failed, skipped: [...ignored, ...lacking] };
}

/**
 * Reads the TAP output of node --test: `# pass 3` and similar lines at the end. A skipped suite counts as one test.
 * @param {string} output @returns {Tally}
 */
export function ofTap(output) {
  const count = (/** @type {string} */ name) =>
    Number([...output.matchAll(new RegExp(`^# ${name} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  const skipped = [...output.matchAll(/^ *(?:not )?ok \d+ - (.+?) # (?:SKIP|TODO)/gm)].map(([, name]) => name);
  return { passed: count("pass"), failed: count("fail") + count("cancelled"), skipped };
}

/**
 * Reads Playwright's JSON report. A flaky test only passed in a retry.
 * @param {string} report @returns {Tally}
 */
export function ofPlaywright(report) {
  const { stats = {}, suites = [] } = JSON.parse(report);
  const { expected = 0, unexpected = 0, flaky = 0 } = stats;
  /** @param {any} suite @returns {any[]} */
  const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
  const skipped = suites
    .flatMap(specsOf)
    .filter(({ tests }) => tests.some(({ status }) => status === "skipped"))
    .map(({ title }) => title);
  return { passed: expected + flaky, failed: unexpected, skipped };
}
