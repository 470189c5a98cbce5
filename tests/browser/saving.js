// The steps of a page to save the file of a simulated service. tests/browser/save.test.mjs and benches/save/ call it.
import init, * as api from "../../dist/jobs.js";
import { createSimulator } from "../../www/simulator/index.js";

const baseUrl = "https://graph-us.avepointonlineservices.com";

/**
 * Returns the poller of a job that has succeeded. Its file has `bytes` bytes, and each of the first `breaks` downloads
 * breaks off after that many bytes. With `url`, the simulated service is reached over HTTP.
 */
export async function finished({ bytes, ranges = true, breaks = [], url = undefined }) {
  await init();
  const simulator = createSimulator({ pace: 0, limits: false, results: { bytes, ranges } });
  for (const after of breaks) simulator.inject({ fault: "truncatedBody", on: "result", bytes: after, breaks: true });
  const client = new api.AvePoint({ baseUrl: url ?? baseUrl, credential: { token: "demo-token" } });
  const fetch = url ? undefined : simulator.fetch;
  const request = client.sitePermissionExportRequest({ siteUrls: ["https://contoso.example/sites/a"] });
  const poller = await client.start(request, { ...(fetch && { fetch }), intervalMs: 20 });
  await poller.pollUntilDone();
  return { poller, simulator };
}

/** Waits until the service worker of this folder controls the page. */
export async function serviceWorker() {
  const { serviceWorker: workers } = navigator;
  await workers.register("download-worker.js", { type: "module" });
  await workers.ready;
  if (!workers.controller)
    await new Promise((resolve) => workers.addEventListener("controllerchange", resolve, { once: true }));
}

/** Returns the SHA-256 of bytes in hexadecimal. */
export async function hashOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns a file of the page's own file system. */
export const fileNamed = async (name) => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
