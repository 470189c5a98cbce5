// Vitest, in Node and in simulated pages.
import assert from "node:assert/strict";
import { tool } from "../support/projects/tool.mjs";

tool("Vitest", { folder: "vitest" }, (test) => {
  for (const environment of ["node", "happy-dom", "jsdom"])
    test(`${environment}, out of the box`, async (project) => {
      assert.match(await project.run("vitest", "run", "--environment", environment), /Tests +1 passed/);
    });
});
