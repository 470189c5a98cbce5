// Rspack.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Rspack", { folder: "rspack", packages: ["@rspack/core", "@rspack/cli"] }, (test) => {
  test("page, out of the box", async (project) => {
    await project.run("rspack", "build");
    assert.match(await project.outcomeIn("."), exported);
  });
});
