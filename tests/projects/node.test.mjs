// Node, with modules and with CommonJS.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

const inline = { "export-jobs": "export-jobs/inline" };

for (const [title, folder, format] of /** @type {const} */ ([
  ["Node ESM", "node-esm", undefined],
  ["Node CommonJS", "node-commonjs", "cjs"],
])) {
  tool(title, { folder, format }, (test) => {
    test("program, out of the box", async (project) => {
      assert.match(await project.run("node", "main.js"), exported);
    });
  });
  tool(`${title}, inline`, { folder, format, imports: inline }, (test) => {
    test("program", async (project) => {
      assert.match(await project.run("node", "main.js"), exported);
    });
  });
}
