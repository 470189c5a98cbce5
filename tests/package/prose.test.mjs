// The check of comments finds the problems that it is for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { problemsIn } from "../../scripts/prose.mjs";

const long = "x".repeat(120);

describe("the check of comments", () => {
  test("finds rustdoc that begins with a fragment", () => {
    const source = "/// Whether it is done.\nfn is_done() -> bool {}\n/// If it is there.\nfn find() {}\n";
    assert.deepEqual(
      problemsIn("src/job.rs", source).map((problem) => problem.split(": ")[0]),
      ["src/job.rs:1", "src/job.rs:3"],
    );
  });

  test("accepts the same words within a sentence or a paragraph", () => {
    const source = "/// Returns whether it is done.\n/// If not, it goes on.\nfn is_done() -> bool {}\n";
    assert.deepEqual(problemsIn("src/job.rs", source), []);
  });

  test("finds comments that are too long", () => {
    for (const [file, line] of [
      ["a.rs", `// ${long}`],
      ["a.js", `  // ${long}`],
      ["a.mjs", `/** ${long} */`],
      ["a.ts", ` * ${long}`],
    ]) {
      assert.equal(problemsIn(file, line).length, 1, line);
    }
  });

  test("leaves code to the formatters, and types in one line", () => {
    for (const line of [`const text = "${long}";`, `/** @type {${long}} */`, ` * @param {${long}} a`]) {
      assert.deepEqual(problemsIn("a.js", line), []);
    }
  });
});
