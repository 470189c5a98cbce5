// Next, with each of its bundlers: the page runs an export, and its server runs one too.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

for (const [bundler, option] of [
  ["Turbopack", "--turbopack"],
  ["webpack", "--webpack"],
])
  tool(`Next 16, ${bundler}`, { folder: "next" }, (test) => {
    test("build, out of the box, in the page", async (project) => {
      await project.run("next", "build", option);
      assert.match(await project.outcomeFrom(["next", "start", "--port", "0"]), exported);
    });

    test("build, out of the box, on the server", async (project) => {
      assert.match(await project.answerFrom(["next", "start", "--port", "0"], "/server"), exported);
    });

    test("development server, out of the box, in the page", async (project) => {
      assert.match(await project.outcomeFrom(["next", "dev", option, "--port", "0"]), exported);
    });

    test("development server, out of the box, on the server", async (project) => {
      assert.match(await project.answerFrom(["next", "dev", option, "--port", "0"], "/server"), exported);
    });
  });
