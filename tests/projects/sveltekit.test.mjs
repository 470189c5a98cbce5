// SvelteKit: the page runs an export, and its server runs one too.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("SvelteKit", { folder: "sveltekit" }, (test) => {
  test("development server, out of the box", async (project) => {
    const [page, server] = (await project.outcomeFrom(["vite", "dev", "--port", "0"])).split("; on the server: ");
    assert.match(page, exported);
    assert.match(server, exported);
  });
});
