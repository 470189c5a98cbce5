// A portal behind its gateway: the scenarios that also run in Node, in a window, or in a worker with PLACE=worker. Each
// loads a page of its own.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";
import { serveGateway, simulated } from "../support/gateway.mjs";
import { ownScenarios, scenarios } from "../support/gateway-scenarios.js";

let assets;
let gateways;
let browser;

before(async () => {
  assets = await serve({ folders: ["dist", "tests"], home: undefined });
  const serveOne = (isOwn) => serveGateway({ assets: assets.url, simulator: simulated(), isOwn });
  gateways = { plain: await serveOne(false), own: await serveOne(true) };
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const gateway of Object.values(gateways ?? {})) await gateway.close();
  await assets?.close();
});

const inWindow = (page, name) =>
  page.evaluate(async (name) => (await import("/tests/browser/gateway-runner.js")).run(name), name);

const inWorker = (page, name) =>
  page.evaluate(
    (name) =>
      new Promise((resolve) => {
        const worker = new Worker("/tests/browser/gateway-runner.js", { type: "module" });
        worker.onerror = ({ message }) => resolve(`uncaught in the worker: ${message}`);
        worker.onmessage = ({ data }) => (data === "ready" ? worker.postMessage(name) : resolve(data.failure));
      }),
    name,
  );

const place = process.env.PLACE ?? "window";
const runThere = { window: inWindow, worker: inWorker }[place];
if (!runThere) throw new Error(`PLACE is "${place}": choose window or worker.`);

for (const [title, which, wanted] of /** @type {const} */ ([
  ["a plain gateway", "plain", scenarios],
  ["our own gateway", "own", ownScenarios],
]))
  describe(`behind ${title}, in a ${place}`, () => {
    for (const name of Object.keys(wanted))
      test(name, async () => {
        const gateway = gateways[which];
        gateway.reset();
        const context = await browser.newContext();
        const page = await context.newPage();
        const asked = [];
        // Chromium reports the request to which a redirect would lead, even if it is not followed.
        page.on("request", (request) => request.redirectedFrom() || asked.push(request.url()));
        await page.goto(`${gateway.url}/tests/browser/page.html`);
        const failure = await runThere(page, name);
        await context.close();
        assert.equal(failure, undefined, failure);
        assert.deepEqual(
          asked.filter((url) => !url.startsWith(gateway.url) && !url.startsWith("data:")),
          [],
          "nothing leaves for another origin",
        );
      });
  });
