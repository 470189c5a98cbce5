// Builds of the newest Vite: one of its tests takes seconds.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Vite 8", { folder: "vite", packages: ["vite@8"] }, (test) => {
  test("build, out of the box", async (project) => {
    await project.run("vite", "build");
    assert.match(await project.outcomeIn("dist"), exported);
  });
});
