// Cloudflare's workers, in their own runtime (workerd), with Wrangler.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

tool("Cloudflare", { folder: "cloudflare" }, (test) => {
  test("development server, out of the box", async (project) => {
    assert.match(await project.answerFrom(["wrangler", "dev", "--port", "0", "--ip", "127.0.0.1"]), exported);
  });
});
