// Rollup, for pages and for programs of Node. It copies no file that a script refers to.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

const packages = ["rollup", "@rollup/plugin-node-resolve"];
// A folder, because the script that saves files is loaded when it is needed.
const page = ["main.js", "--dir", "out", "--format", "es", "--plugin", "node-resolve={browser:true}"];

tool("Rollup", { folder: "rollup", packages }, (test) => {
  test("page, out of the box: says what to do", async (project) => {
    await project.run("rollup", ...page);
    await project.copy("index.html", "out/index.html");
    assert.match(await project.outcomeIn("out"), /^failed: .*jobs\.wasm.*404.*export-jobs\/inline/);
  });

  test("page, with a copy of the .wasm beside the script", async (project) => {
    await project.run("rollup", ...page);
    await project.copy("index.html", "out/index.html");
    await project.copy("node_modules/export-jobs/dist/jobs.wasm", "out/jobs.wasm");
    assert.match(await project.outcomeIn("out"), exported);
  });

  test("program for Node, out of the box", async (project) => {
    const plugin = "node-resolve={exportConditions:['node']}";
    await project.run("rollup", "server.js", "--file", "out/program.js", "--format", "es", "--plugin", plugin);
    assert.match(await project.run("node", "out/program.js"), exported);
  });
});

tool("Rollup, inline", { folder: "rollup", packages, imports: { "export-jobs": "export-jobs/inline" } }, (test) => {
  test("page", async (project) => {
    await project.run("rollup", ...page);
    await project.copy("index.html", "out/index.html");
    assert.match(await project.outcomeIn("out"), exported);
  });
});
