// webpack, for pages and for programs of Node.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("webpack 5", { folder: "webpack", packages: ["webpack@5", "webpack-cli"] }, (test) => {
  test("page, out of the box", async (project) => {
    await project.run("webpack");
    assert.match(await project.outcomeIn("."), exported);
  });

  test("program for Node, out of the box", async (project) => {
    await project.run("webpack", "--entry-reset", "--entry", "./server.js", "--target", "node", "-o", "server");
    assert.match(await project.run("node", "server/main.js"), exported);
  });
});
