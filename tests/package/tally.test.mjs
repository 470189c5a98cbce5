// Counting tests: every skipped test is named.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { add, none, ofCargo, ofPlaywright, ofTap, show } from "../../scripts/tally.mjs";

describe("the count of a run", () => {
  test("names cargo's ignored tests, and those that lack their files", () => {
    const output = [
      "test replay::of_text ... ok",
      "test replay::of_questions ... ok",
      "test slow ... ignored",
      "successes:",
      "",
      "---- replay::of_text stdout ----",
      "looking",
      "skipped: ../shared/recordings is not there",
      "",
      "---- replay::of_questions stdout ----",
      "12 exchanges",
      "",
      "successes:",
      "    replay::of_questions",
      "    replay::of_text",
      "",
      "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s",
      "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s",
    ].join("\n");
    assert.deepEqual(ofCargo(output), { passed: 4, failed: 1, skipped: ["slow", "replay::of_text"] });
  });

  test("of Node names skipped tests and skipped suites", () => {
    const output = [
      "ok 1 - recordings # SKIP",
      "# Subtest: other",
      "    ok 1 - it works",
      "    ok 2 - not here # SKIP no files",
      "ok 2 - other",
      "# tests 3",
      "# pass 1",
      "# fail 0",
      "# cancelled 0",
    ].join("\n");
    assert.deepEqual(ofTap(output), { passed: 1, failed: 0, skipped: ["recordings", "not here"] });
  });

  test("of Playwright names them too", () => {
    const spec = (title, status) => ({ title, tests: [{ status }] });
    const report = {
      stats: { expected: 1, unexpected: 0, flaky: 0, skipped: 1 },
      suites: [{ specs: [spec("a", "expected")], suites: [{ specs: [spec("b", "skipped")] }] }],
    };
    assert.deepEqual(ofPlaywright(JSON.stringify(report)), { passed: 1, failed: 0, skipped: ["b"] });
  });

  test("is the closing line of a run", () => {
    const total = add({ passed: 2, failed: 0, skipped: ["a"] }, add(none, { passed: 1, failed: 1, skipped: [] }));
    assert.equal(show(total), "3 passed, 1 failed, 1 skipped");
    assert.equal(show({ passed: 3, failed: 0, skipped: [] }), "3 passed, 0 failed");
  });
});
