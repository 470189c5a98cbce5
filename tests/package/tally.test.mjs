// Counting tests: every skipped and every failed test is named.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { add, none, ofCargo, ofPlaywright, ofTap, show } from "../../scripts/tally.mjs";

describe("the count of a run", () => {
  test("names cargo's ignored tests, and those whose files are missing", () => {
    const output = [
      "test replay::of_text ... ok",
      "test replay::of_questions ... ok",
      "test slow ... ignored",
      "test replay::of_models ... FAILED",
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
    assert.deepEqual(ofCargo(output), {
      passed: 4,
      failed: 1,
      skipped: ["slow", "replay::of_text"],
      failures: ["replay::of_models"],
    });
  });

  test("of Node names skipped tests and skipped suites", () => {
    const output = [
      "ok 1 - recordings # SKIP",
      "# Subtest: other",
      "    ok 1 - it works",
      "    ok 2 - not here # SKIP no files",
      "    not ok 3 - it breaks",
      "      ---",
      "      duration_ms: 1.5",
      "      failureType: 'testCodeFailure'",
      "      error: |-",
      "        Expected values to be strictly equal:",
      "        ",
      "        1 !== 2",
      "      ...",
      "    1..3",
      "not ok 2 - other",
      "  ---",
      "  failureType: 'subtestsFailed'",
      "  error: '1 subtest failed'",
      "  ...",
      "# tests 4",
      "# pass 1",
      "# fail 1",
      "# cancelled 0",
    ].join("\n");
    assert.deepEqual(ofTap(output), {
      passed: 1,
      failed: 1,
      skipped: ["recordings", "not here"],
      failures: ["it breaks\n    error: |-\n    Expected values to be strictly equal:\n    1 !== 2"],
    });
  });

  test("of Playwright names them too", () => {
    const spec = (title, status, errors = []) => ({
      title,
      file: "board.spec.mjs",
      tests: [{ status, results: [{ errors }] }],
    });
    const broken = {
      message: "\u001b[31mTimed out\u001b[39m\n\nlocator: x",
      location: { file: "/a/page.mjs", line: 7 },
    };
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 1 },
      suites: [
        {
          specs: [spec("a", "expected")],
          suites: [{ specs: [spec("b", "skipped"), spec("c", "unexpected", [broken])] }],
        },
      ],
    };
    assert.deepEqual(ofPlaywright(JSON.stringify(report)), {
      passed: 1,
      failed: 1,
      skipped: ["b"],
      failures: ["board.spec.mjs: c\n    Timed out\n    locator: x\n    at page.mjs:7"],
    });
  });

  test("is the closing line of a run", () => {
    const total = add(
      { passed: 2, failed: 0, skipped: ["a"], failures: [] },
      add(none, { passed: 1, failed: 1, skipped: [], failures: ["b"] }),
    );
    assert.deepEqual(total.failures, ["b"]);
    assert.equal(show(total), "3 passed, 1 failed, 1 skipped");
    assert.equal(show({ passed: 3, failed: 0, skipped: [] }), "3 passed, 0 failed");
  });
});
