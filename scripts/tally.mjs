// Counts tests from the output of the test programs, and lists the skipped and the failed ones.

/**
 * `failures` has a failed test's name and, where the program reports it, the error.
 * @typedef {{ passed: number, failed: number, skipped: string[], failures: string[] }} Tally
 */

/** @type {Tally} */
export const none = { passed: 0, failed: 0, skipped: [], failures: [] };

/** The first words of the name of a skipped browser. Unlike a test without its files, it is not a failure. */
export const ENGINE_SKIPPED = "a browser that cannot be installed here";
/** The first words of the name of a test that needs a missing feature of the browser. It is not a failure either. */
export const PART_SKIPPED = "needs a part that this browser lacks";
/** The first words of the name of a skipped project. It is not a failure either. */
export const TOOL_SKIPPED = "a tool that npm cannot install here";

/** @param {Tally} a @param {Tally} b @returns {Tally} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: [...a.skipped, ...b.skipped],
  failures: [...a.failures, ...b.failures],
});

/**
 * Formats a tally like the last line of a run: `12 passed, 0 failed`, and `, 3 skipped` if there are any.
 * @param {{ passed: number, failed: number, skipped: string[] }} tally
 */
export const show = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ""}`;

/** @param {string} text */
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");

/**
 * Reads the output of cargo test and wasm-bindgen-test, which have one `test result:` line for each test program.
 * Rust cannot skip a test while it runs. A test whose files are missing prints a line that begins with `skipped:` and
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
    .map(([, passed, failed]) => ({ ...none, passed: +passed, failed: +failed }))
    .reduce(add, none);
  const failures = [...text.matchAll(/^test (.+) \.\.\. FAIL(?:ED)?$/gm)].map(([, name]) => name);
  return {
    passed: counted.passed - lacking.length,
    failed: counted.failed,
    skipped: [...ignored, ...lacking],
    failures,
  };
}

const LINES_OF_AN_ERROR = 12;

/**
 * Returns the non-empty lines of a text, indented, up to a limit.
 * @param {string} text
 */
const excerpt = (text) =>
  plain(text)
    .split("\n")
    .filter((line) => line.trim())
    .slice(0, LINES_OF_AN_ERROR)
    .map((line) => `    ${line.trim()}`);

/**
 * Returns the error of a block of TAP, from its member `error` on.
 * @param {string} block
 */
const error = (block) => excerpt(block.slice(Math.max(0, block.indexOf("error:"))));

/**
 * Reads the TAP output of node --test: `# pass 3` and similar lines at the end. A skipped suite counts as one test.
 * @param {string} output @returns {Tally}
 */
export function ofTap(output) {
  const count = (/** @type {string} */ name) =>
    Number([...output.matchAll(new RegExp(`^# ${name} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  const skipped = [...output.matchAll(/^ *(?:not )?ok \d+ - (.+?) # (?:SKIP|TODO)/gm)].map(([, name]) => name);
  // An outer suite fails because of a test in it. Only that test's block has the error.
  const failures = [...output.matchAll(/^( *)not ok \d+ - (.+)\n\1 {2}---\n((?:\1 {2}.*\n)*?)\1 {2}\.\.\.$/gm)]
    .filter(([, , , block]) => !/failureType: 'subtestsFailed'/.test(block))
    .map(([, , name, block]) => [name, ...error(block)].join("\n"));
  return { passed: count("pass"), failed: count("fail") + count("cancelled"), skipped, failures };
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
  const specs = suites.flatMap(specsOf);
  /** @param {string} wanted */
  const withStatus = (wanted) => specs.filter(({ tests }) => tests.some(({ status }) => status === wanted));
  /** @param {any} spec */
  const errorsOf = ({ tests }) =>
    tests
      .flatMap(({ results = [] }) => results)
      .flatMap(({ errors = [] }) => errors)
      .flatMap(({ message = "", location }) => [
        ...excerpt(message),
        ...(location ? [`    at ${location.file.split(/[\\/]/).at(-1)}:${location.line}`] : []),
      ]);
  return {
    passed: expected + flaky,
    failed: unexpected,
    skipped: withStatus("skipped").map(({ title }) => title),
    failures: withStatus("unexpected").map((spec) => [`${spec.file}: ${spec.title}`, ...errorsOf(spec)].join("\n")),
  };
}
