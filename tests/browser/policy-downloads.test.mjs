// The row of docs/content-security-policy.md about downloads through a service worker. Only Chromium lets a test see
// where a download comes from.
import assert from "node:assert/strict";
import { after, before, describe as described, test } from "node:test";
import { read } from "../support/documents.js";
import { engine, launch } from "../support/engines.mjs";
import { codeOf, pageOf, portalPolicy, rowsUnder, watching, withSources } from "../support/policies.mjs";
import { servePortal } from "../support/portal.mjs";

const describe = engine === "chromium" ? described : () => {};

/** The worker of the guide for downloads, which takes over the page immediately. */
const worker = `
  import { serveDownloads } from "/dist/downloads.js";
  serveDownloads();
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));`;

/** Registers the worker as Trusted Types require, and saves when the test says so. */
const script = `
  import init, { AzureLanguage } from "/dist/jobs.js";
  const scripts = trustedTypes.createPolicy("portal", { createScriptURL: (url) => url });
  await init();
  await navigator.serviceWorker.register(scripts.createScriptURL("/worker.js"), { type: "module" });
  if (!navigator.serviceWorker.controller)
    await new Promise((then) => navigator.serviceWorker.addEventListener("controllerchange", then, { once: true }));
  const language = new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-conversations" });
  const poller = await language.start(language.exportRequest("CityTransit"));
  globalThis.save = () => poller.save("download");
  document.querySelector("#outcome").textContent = "ready";`;

describe("a download through a service worker, under the policy of the guide", () => {
  let browser;
  let portal;
  before(async () => {
    const headers = { "Content-Security-Policy": portalPolicy };
    const pages = {
      "/watch.js": { body: watching },
      "/page.js": { body: script },
      "/worker.js": { body: worker, headers },
    };
    portal = await servePortal({ pages });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  /** Returns the address of the download of a page with this policy. @param {string} policy */
  async function addressUnder(policy) {
    portal.pages["/"] = { body: pageOf(), headers: { "Content-Security-Policy": policy } };
    const context = await browser.newContext({ acceptDownloads: true });
    try {
      const page = await context.newPage();
      await page.goto(`${portal.url}/`);
      await page.locator("#outcome", { hasText: "ready" }).waitFor();
      const downloading = page.waitForEvent("download");
      await page.evaluate(() => /** @type {any} */ (globalThis).save());
      const download = await downloading;
      assert.equal(download.suggestedFilename(), "CityTransit.json");
      assert.equal(await download.failure(), null);
      return download.url();
    } finally {
      await context.close();
    }
  }

  const [, add, without] = rowsUnder("## What else a page may need").find(([title]) => title.startsWith("It saves"));

  test("comes from the worker with the sources of the row", async () => {
    assert.match(await addressUnder(withSources(portalPolicy, codeOf(add))), /\/export-jobs-download-/);
  });

  test("comes from a Blob without them", async () => {
    assert.match(without, /Blob/);
    assert.match(await addressUnder(portalPolicy), /^blob:/);
  });

  test("has the source that the guide for downloads names", () => {
    assert.equal(codeOf(add), "frame-src 'self'");
    assert.match(read("docs/downloads.md"), /own origin in `frame-src`/);
  });
});
