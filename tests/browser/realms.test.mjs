// Another realm: the classes of an iframe.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";
import { scenarios } from "../support/realms.js";

let server;
let browser;
let page;

before(async () => {
  server = await serve({ folders: ["dist", "tests", "www"], home: undefined });
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`${server.url}/tests/browser/page.html`);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Runs in the page with the module and the iframe's window. Returns what went wrong. */
const inPage = (run, argument) =>
  page.evaluate(
    async ([run, argument]) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      try {
        const module = await import("/dist/all.js");
        // The test's function, as text.
        return await (0, eval)(`(${run})`)(module, frame.contentWindow, argument);
      } catch (error) {
        return String(error?.stack ?? error);
      } finally {
        frame.remove();
      }
    },
    [String(run), argument],
  );

describe("values from an iframe", () => {
  for (const name of Object.keys(scenarios)) {
    test(name, async () => {
      const failure = await inPage(async (module, realm, name) => {
        await module.default();
        const { scenarios } = await import("/tests/support/realms.js");
        await scenarios[name](module, realm);
      }, name);
      assert.equal(failure, undefined, failure);
    });
  }

  for (const [what, make] of Object.entries({
    URL: (realm, address) => new realm.URL(address),
    Request: (realm, address) => new realm.Request(address),
    Response: (realm, address) => realm.fetch(address),
    ArrayBuffer: async (realm, address) => (await realm.fetch(address)).arrayBuffer(),
    module: (realm, address) => realm.WebAssembly.compileStreaming(realm.fetch(address)),
  })) {
    test(`init takes an iframe's ${what}`, async () => {
      const failure = await inPage(
        async (_, realm, [make, what]) => {
          const module = await import(`/dist/all.js?${what}`);
          const source = await (0, eval)(`(${make})`)(realm, new URL("/dist/all.wasm", location.href).href);
          await module.default(source);
          if (!module.version()) throw new Error("not loaded");
        },
        [String(make), what],
      );
      assert.equal(failure, undefined, failure);
    });
  }
});
