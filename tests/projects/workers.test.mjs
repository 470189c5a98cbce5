// Workers without a tool. Import maps are for windows only, so a worker names the package's files itself.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

const imports = {
  "export-jobs": "/node_modules/export-jobs/dist/jobs.js",
  "export-jobs/simulator": "/node_modules/export-jobs/www/simulator/index.js",
};

tool("Workers", { folder: "workers", imports }, (test) => {
  for (const kind of ["dedicated", "shared", "service"])
    test(`${kind} worker, out of the box`, async (project) => {
      assert.match(await project.outcomeIn(".", `/${kind}.html`), exported);
    });
});
