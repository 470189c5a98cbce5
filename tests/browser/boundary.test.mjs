// The boundary in Chromium, in a window and in a worker: the scenarios that also run in Node.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/chromium.mjs";
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

/** A new page, whose uncaught errors and unhandled rejections are collected. */
async function openPage() {
  const page = await browser.newPage();
  const uncaught = [];
  page.on("pageerror", (error) => uncaught.push(String(error?.stack ?? error)));
  page.on("crash", () => uncaught.push("the page crashed"));
  await page.goto(`${server.url}/tests/browser/page.html`);
  return { page, uncaught };
}

const inWindow = (page, scenario) => page.evaluate(async ({ topic, name }) => (await import("/tests/browser/runner.js")).run(topic, name), scenario);

/** One worker for all scenarios of a page, as a portal would have it. */
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
            assert.deepEqual(opened.uncaught.splice(0), []);
          });
        }
      });
    }
  });
}
