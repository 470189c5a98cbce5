// A Content-Security-Policy, and a page that forbids WebAssembly.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { entries } from "../../scripts/build/entries.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";

let server;
let site;
let browser;

/** Answers like a site with the package, whose page has the policy of its query. */
async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (pathname === "/page.html") {
    response.setHeader("Content-Type", "text/html").setHeader("Content-Security-Policy", searchParams.get("policy"));
    return response.end("<!doctype html><title>A page with a policy</title>");
  }
  const file = await fetch(new URL(pathname, server.url));
  response.writeHead(file.status, { "Content-Type": file.headers.get("content-type") });
  response.end(Buffer.from(await file.arrayBuffer()));
}

before(async () => {
  server = await serve({ folders: ["dist"], home: undefined });
  site = createServer(answer);
  await new Promise((listening) => site.listen(0, "127.0.0.1", () => listening(undefined)));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
  await server?.close();
});

/** Returns the outcome of init in a page with this policy. */
async function initUnder(policy, script) {
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${site.address().port}/page.html?policy=${encodeURIComponent(policy)}`);
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
    test("init names the source that is missing from a Content-Security-Policy", async () => {
      const { isOwn, code, message } = await initUnder("default-src 'self'; script-src 'self'", script);
      assert.deepEqual({ isOwn, code }, { isOwn: true, code: "blocked" });
      assert.match(message, /Content-Security-Policy.*'wasm-unsafe-eval'.*script-src/);
    });

    test("the module loads with the policy of the guide", async () => {
      const guide = await readFile(new URL("../../docs/content-security-policy.md", import.meta.url), "utf8");
      const [, policy] = guide.match(/^Content-Security-Policy: (.*)$/m);
      assert.match((await initUnder(policy, script)).version, /^\d/);
    });
  });
}
