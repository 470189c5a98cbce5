// Bun, with the packages that npm installed: a program, and its own bundler.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Bun", { folder: "bun", packages: ["bun"] }, (test) => {
  test("program, out of the box", async (project) => {
    assert.match(await project.run("bun", "main.js"), exported);
  });

  test("bundle for Bun, out of the box", async (project) => {
    await project.run("bun", "build", "main.js", "--target=bun", "--outdir=out");
    assert.match(await project.run("bun", "out/main.js"), exported);
  });
});
