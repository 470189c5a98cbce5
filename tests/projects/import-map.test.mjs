// A page without a tool, which names the package's files in an import map.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Import map", { folder: "import-map" }, (test) => {
  test("page, out of the box", async (project) => {
    assert.match(await project.outcomeIn("."), exported);
  });
});
