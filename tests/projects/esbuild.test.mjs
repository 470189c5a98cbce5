// esbuild, for pages and for programs of Node. It copies no file that a script refers to.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

const packages = ["esbuild"];
const page = ["main.js", "--bundle", "--format=esm", "--outfile=out/main.js"];

tool("esbuild", { folder: "esbuild", packages }, (test) => {
  test("page, out of the box: says what to do", async (project) => {
    await project.run("esbuild", ...page);
    await project.copy("index.html", "out/index.html");
    assert.match(await project.outcomeIn("out"), /^failed: .*jobs\.wasm.*404.*export-jobs\/inline/);
  });

  test("page, with a copy of the .wasm beside the script", async (project) => {
    await project.run("esbuild", ...page);
    await project.copy("index.html", "out/index.html");
    await project.copy("node_modules/export-jobs/dist/jobs.wasm", "out/jobs.wasm");
    assert.match(await project.outcomeIn("out"), exported);
  });

  for (const [format, file] of [
    ["esm", "program.mjs"],
    ["cjs", "program.cjs"],
  ])
    test(`program for Node (${format}), out of the box`, async (project) => {
      await project.run(
        "esbuild",
        "server.js",
        "--bundle",
        "--platform=node",
        `--format=${format}`,
        `--outfile=out/${file}`,
      );
      assert.match(await project.run("node", `out/${file}`), exported);
    });
});

tool("esbuild, inline", { folder: "esbuild", packages, imports: { "export-jobs": "export-jobs/inline" } }, (test) => {
  test("page", async (project) => {
    await project.run("esbuild", ...page);
    await project.copy("index.html", "out/index.html");
    assert.match(await project.outcomeIn("out"), exported);
  });
});
