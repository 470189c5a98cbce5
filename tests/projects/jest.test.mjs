// Jest, which runs CommonJS, in Node and in a page that jsdom simulates.
import assert from "node:assert/strict";
import { tool } from "../support/projects/tool.mjs";

tool("Jest 30", { folder: "jest" }, (test) => {
  for (const environment of ["node", "jsdom"])
    test(`${environment}, out of the box`, async (project) => {
      const { status, stderr } = await project.try("jest", "--ci", "--env", environment);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /1 passed/);
    });
});
