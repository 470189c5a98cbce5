// Deno, with the packages that npm installed.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Deno", { folder: "deno", packages: ["deno"] }, (test) => {
  test("program, out of the box", async (project) => {
    assert.match(await project.run("deno", "run", "--allow-all", "--no-remote", "main.js"), exported);
  });
});
