// The boundary in a browser, in a window and in a worker: the scenarios that also run in Node.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";
import { topics } from "./scenarios.js";

let server;
let browser;

before(async () => {
  server = await serve({ folders: ["dist", "tests", "www"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a new page, and collects its uncaught errors and unhandled rejections. */
async function openPage() {
  const page = await browser.newPage();
  let crashed = false;
  page.on("crash", () => (crashed = true));
  await page.goto(`${server.url}/tests/browser/page.html`);
  // Collected in the page: Firefox also reports rejections that a listener has prevented.
  await page.evaluate(() => {
    const all = /** @type {any} */ (globalThis.uncaught = []);
    for (const type of ["error", "unhandledrejection"]) addEventListener(type, (event) => all.push(event));
  });
  /** Returns what was not caught since the last call. */
  const uncaught = async () => {
    if (crashed) return ["the page crashed"];
    return await page.evaluate(() =>
      /** @type {any} */ (globalThis).uncaught
        .splice(0)
        .filter((event) => !event.defaultPrevented)
        .map(({ error, reason, message }) => `${error ?? reason ?? message} ${(error ?? reason)?.stack ?? ""}`),
    );
  };
  return { page, uncaught };
}

const inWindow = (page, scenario) =>
  page.evaluate(async ({ topic, name }) => (await import("/tests/browser/runner.js")).run(topic, name), scenario);

/** Uses one worker for all scenarios of a page, like a portal. */
const inWorker = (page, scenario) =>
  page.evaluate(
    (scenario) =>
      new Promise((resolve, reject) => {
        globalThis.ready ??= new Promise((started, failed) => {
          const worker = new Worker("/tests/browser/worker.js", { type: "module" });
          globalThis.worker = worker;
          worker.onmessage = started;
          worker.onerror = (event) => failed(new Error(`the worker failed: ${event.message}`));
        });
        globalThis.ready.then(() => {
          const worker = /** @type {Worker} */ (globalThis.worker);
          worker.onmessage = ({ data }) => resolve(data.failure);
          worker.onerror = (event) => resolve(`uncaught in the worker: ${event.message}`);
          worker.postMessage(scenario);
        }, reject);
      }),
    scenario,
  );

for (const [place, runThere] of Object.entries({ window: inWindow, worker: inWorker })) {
  describe(`in a ${place}`, () => {
    let opened;
    before(async () => {
      opened = await openPage();
    });
    for (const [topic, scenarios] of Object.entries(topics)) {
      describe(topic, () => {
        for (const name of Object.keys(scenarios)) {
          test(name, async () => {
            const failure = await runThere(opened.page, { topic, name });
            assert.equal(failure, undefined, failure);
            assert.deepEqual(await opened.uncaught(), []);
          });
        }
      });
    }
  });
}

describe("answers of another origin", () => {
  const MB = 2 ** 20;
  let service;
  let sent = 0;
  let closed;
  before(async () => {
    const bomb = gzipSync(Buffer.alloc(512 * MB, 0x20), { level: 9 });
    const spaces = Buffer.alloc(MB, 0x20);
    service = createServer((request, response) => {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Content-Type", "application/json");
      if (request.url.includes("/bomb/")) return response.setHeader("Content-Encoding", "gzip").end(bomb);
      closed = new Promise((resolve) => response.on("close", resolve));
      const write = () => {
        while (!response.destroyed && ((sent += MB), response.write(spaces)));
      };
      response.on("drain", write);
      write();
    });
    await new Promise((listening) => service.listen(0, "127.0.0.1", listening));
  });
  after(() => {
    service.closeAllConnections();
    service.close();
  });

  /** Returns the outcome of a poll of a job of this project. */
  async function polled(project) {
    const { page, uncaught } = await openPage();
    const ended = await page.evaluate(
      async ({ endpoint, project }) => {
        const { default: init, AzureLanguage } = await import("/dist/all.js");
        await init();
        const client = new AzureLanguage({ endpoint, family: "analyze-text" });
        return client
          .follow(client.job("export", project, "1"))
          .poll()
          .then(String, ({ code, message }) => ({ code, message }));
      },
      { endpoint: `http://127.0.0.1:${service.address().port}`, project },
    );
    assert.deepEqual(await uncaught(), []);
    await page.close();
    return ended;
  }

  test("without an end are stopped at their limit, and the connection is closed", async () => {
    const { code, message } = await polled("endless");
    assert.deepEqual([code, /too large/.test(message)], ["unreadableResponse", true]);
    await closed;
    assert.ok(sent < 256 * MB, `${sent / MB} MB were sent`);
  });

  test("that unpack to gigabytes are stopped at their limit", async () => {
    const { code, message } = await polled("bomb");
    assert.deepEqual([code, /too large/.test(message)], ["unreadableResponse", true]);
  });
});
