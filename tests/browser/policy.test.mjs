// A Content-Security-Policy and a page that forbids WebAssembly, in Chromium.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { entries } from "../../scripts/build/entries.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/chromium.mjs";

let server;
let browser;

before(async () => {
  server = await serve({ folders: ["dist"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Returns the outcome of init in a page with this policy. */
async function initUnder(policy, script) {
  const page = await browser.newPage();
  try {
    await page.route("**/page.html", (route) =>
      route.fulfill({
        contentType: "text/html",
        headers: { "Content-Security-Policy": policy },
        body: "<!doctype html><title>A page with a policy</title>",
      }),
    );
    await page.goto(`${server.url}/page.html`);
    return await page.evaluate(async (script) => {
      const { default: init, version, ExportJobsError } = await import(script);
      try {
        await init();
        return { version: version() };
      } catch (error) {
        return { isOwn: error instanceof ExportJobsError, code: error.code, message: error.message };
      }
    }, `/dist/${script}`);
  } finally {
    await page.close();
  }
}

for (const { specifier, script } of entries) {
  describe(specifier, () => {
    test("init says by name which source a Content-Security-Policy lacks", async () => {
      const { isOwn, code, message } = await initUnder("default-src 'self'; script-src 'self'", script);
      assert.deepEqual({ isOwn, code }, { isOwn: true, code: "blocked" });
      assert.match(message, /Content-Security-Policy.*'wasm-unsafe-eval'.*script-src/);
    });

    test("with the policy of the guide it loads", async () => {
      const guide = await readFile(new URL("../../docs/content-security-policy.md", import.meta.url), "utf8");
      const [, policy] = guide.match(/^Content-Security-Policy: (.*)$/m);
      assert.match((await initUnder(policy, script)).version, /^\d/);
    });
  });
}
