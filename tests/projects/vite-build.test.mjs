// Builds of the newest Vite and of the oldest one, which reads scripts in its own way. They take seconds.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

for (const version of [8, 5])
  tool(`Vite ${version}`, { folder: "vite", packages: [`vite@${version}`] }, (test) => {
    test("build, out of the box", async (project) => {
      await project.run("vite", "build");
      assert.match(await project.outcomeIn("dist"), exported);
    });
  });
