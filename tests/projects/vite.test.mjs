// Vite: the development server, which moves scripts while it optimizes, and builds of older versions.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

for (const version of [8, 7, 6, 5])
  tool(`Vite ${version}`, { folder: "vite", packages: [`vite@${version}`] }, (test) => {
    test("development server, out of the box", async (project) => {
      assert.match(await project.outcomeFrom(["vite", "--port", "0"]), exported);
    });

    // That of Vite 8 is in vite-build.test.mjs.
    if (version === 8) return;
    test("build, out of the box", async (project) => {
      await project.run("vite", "build");
      assert.match(await project.outcomeIn("dist"), exported);
    });
  });
