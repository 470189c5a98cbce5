// The job board in every kind of worker that the browser has.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";

let server;
let browser;

before(async () => {
  server = await serve({ folders: ["dist", "tests"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Starts each kind of worker in the page, and returns its report. */
const places = {
  DedicatedWorkerGlobalScope: (url) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(url, { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    }),
  SharedWorkerGlobalScope: (url) =>
    new Promise((resolve, reject) => {
      const worker = new SharedWorker(url, { type: "module" });
      worker.port.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    }),
  ServiceWorkerGlobalScope: async (url) => {
    await navigator.serviceWorker.register(url, { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      active.postMessage("follow", [port2]);
    });
  },
};

for (const [scope, start] of Object.entries(places)) {
  test(`a board follows its jobs in a ${scope}`, async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}/tests/browser/page.html`);
    const told = await page.evaluate(start, "/tests/browser/board-worker.js");
    await context.close();
    assert.deepEqual(told, { state: "succeeded", polls: 3, role: "alone", scope });
  });
}
