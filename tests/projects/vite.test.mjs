// Vite: the development server, which moves scripts while it optimizes, and builds of older versions.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

for (const version of [8, 7, 6, 5])
  tool(`Vite ${version}`, { folder: "vite", packages: [`vite@${version}`] }, (test) => {
    test("development server, out of the box", async (project) => {
      assert.match(await project.outcomeFrom(["vite", "--port", "0"]), exported);
    });

    // The others are in vite-build.test.mjs.
    if (version === 8 || version === 5) return;
    test("build, out of the box", async (project) => {
      await project.run("vite", "build");
      assert.match(await project.outcomeIn("dist"), exported);
    });
  });

// The package is installed in the folder above that of the site, where its address does not show where that is.
tool("Vite 7, workspace", { folder: "vite-workspace", packages: ["vite@7"] }, (test) => {
  test("development server, out of the box: says what to do", async (project) => {
    const outcome = await project.outcomeFrom(["vite", "app", "--port", "0"]);
    assert.match(outcome, /^failed: .*jobs\.wasm.*optimizeDeps: \{ exclude: \["export-jobs"\] \}/);
  });

  test("development server, with a line", async (project) => {
    const line = ["--config", "app/with-line.config.js"];
    assert.match(await project.outcomeFrom(["vite", "app", "--port", "0", ...line]), exported);
  });
});
