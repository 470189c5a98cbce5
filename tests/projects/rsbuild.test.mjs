// Rsbuild.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Rsbuild", { folder: "rsbuild", packages: ["@rsbuild/core"] }, (test) => {
  test("build, out of the box", async (project) => {
    await project.run("rsbuild", "build");
    assert.match(await project.outcomeIn("dist"), exported);
  });

  test("development server, out of the box", async (project) => {
    assert.match(await project.outcomeFrom(["rsbuild", "dev"]), exported);
  });
});
