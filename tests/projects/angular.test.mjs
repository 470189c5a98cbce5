// Angular, whose build and development server copy no file that a script of a package refers to.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Angular 20", { folder: "angular" }, (test) => {
  test("build, out of the box", async (project) => {
    await project.run("ng", "build");
    assert.match(await project.outcomeIn("dist/export/browser"), exported);
  });

  test("development server, out of the box", async (project) => {
    assert.match(await project.outcomeFrom(["ng", "serve", "--port", "0"]), exported);
  });
});
