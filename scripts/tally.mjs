// Counts tests from what the test programs say at their end.

export const none = { passed: 0, failed: 0, skipped: 0 };

export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped });

/** As the closing line of a run: `12 passed, 0 failed`, with `, 3 skipped` when there are any. */
export const show = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;

const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "");

/** cargo test and wasm-bindgen-test: one `test result:` line for each test program. */
export function ofCargo(output) {
  const lines = plain(output).matchAll(/test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g);
  return [...lines].map(([, passed, failed, skipped]) => ({ passed: +passed, failed: +failed, skipped: +skipped })).reduce(add, none);
}

/** node --test in TAP: `# pass 3` and its sisters, at the very end. */
export function ofTap(output) {
  const count = (name) => Number([...output.matchAll(new RegExp(`^# ${name} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  return { passed: count("pass"), failed: count("fail") + count("cancelled"), skipped: count("skipped") + count("todo") };
}

/** Playwright's JSON report. A flaky test passed only on a retry. */
export function ofPlaywright(report) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = JSON.parse(report).stats ?? {};
  return { passed: expected + flaky, failed: unexpected, skipped };
}
