// Saves in a browser: into a file, into a Blob, and into downloads, with and without a service worker.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../support/engines.mjs";

const SIZE = 3_000_000;
const BREAKS = [1_000_001, 700_000];

let server;
let browser;

before(async () => {
  server = await serve({ folders: ["dist", "www", "tests"], home: undefined });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page with its own storage and service workers. */
async function opened() {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(`${server.url}/tests/browser/page.html`);
  return { page, close: () => context.close() };
}

/** Runs a function in a page of its own, with the functions of saving.js. */
async function inPage(run, given = {}) {
  const { page, close } = await opened();
  try {
    return await page.evaluate(run, { size: SIZE, breaks: BREAKS, ...given });
  } finally {
    await close();
  }
}

describe("a save in a browser", () => {
  test("writes a file, and goes on where the download broke off", async () => {
    const seen = await inPage(async ({ size, breaks }) => {
      const { finished, fileNamed, hashOf } = await import("./saving.js");
      const { poller, simulator } = await finished({ bytes: size, breaks });
      const handle = await fileNamed("report.zip");
      const before = await handle.createWritable();
      await before.write(new Uint8Array(size + 5_000));
      await before.close();
      const saved = await poller.save(await handle.createWritable({ keepExistingData: true }), { sha256: true });
      const file = await handle.getFile();
      const ranges = simulator.requests.map(({ headers }) => headers.range).filter(Boolean);
      return { saved, size: file.size, hash: await hashOf(await file.arrayBuffer()), ranges };
    });
    assert.deepEqual([seen.saved.size, seen.size], [SIZE, SIZE]);
    assert.equal(seen.saved.sha256, seen.hash);
    assert.deepEqual(seen.ranges, ["bytes=1000001-", "bytes=1700001-"]);
  });

  test("begins a file again where the service sends no parts", async () => {
    const seen = await inPage(async ({ size, breaks }) => {
      const { finished, fileNamed, hashOf } = await import("./saving.js");
      const { poller } = await finished({ bytes: size, breaks, ranges: false });
      const handle = await fileNamed("report.zip");
      const saved = await poller.save(await handle.createWritable(), { sha256: true });
      const file = await handle.getFile();
      return { saved, size: file.size, hash: await hashOf(await file.arrayBuffer()) };
    });
    assert.deepEqual([seen.saved.size, seen.size, seen.saved.sha256], [SIZE, SIZE, seen.hash]);
  });

  test("leaves a file as it was after an abort", async () => {
    const seen = await inPage(async ({ size }) => {
      const { finished, fileNamed } = await import("./saving.js");
      const { poller } = await finished({ bytes: size });
      const handle = await fileNamed("report.zip");
      const reason = new Error("The user has left.");
      const controller = new AbortController();
      const outcome = await poller
        .save(await handle.createWritable(), {
          signal: controller.signal,
          onProgress: ({ receivedBytes }) => receivedBytes > 500_000 && controller.abort(reason),
        })
        .catch((error) => error === reason);
      return { outcome, size: (await handle.getFile()).size };
    });
    assert.deepEqual(seen, { outcome: true, size: 0 });
  });

  test("gives a Blob without a target", async () => {
    const seen = await inPage(async ({ size, breaks }) => {
      const { finished, hashOf } = await import("./saving.js");
      const { poller } = await finished({ bytes: size, breaks });
      const { blob, ...saved } = await poller.save(undefined, { sha256: true });
      return { saved, size: blob.size, type: blob.type, hash: await hashOf(await blob.arrayBuffer()) };
    });
    assert.deepEqual([seen.saved.size, seen.size, seen.type], [SIZE, SIZE, "application/zip"]);
    assert.equal(seen.saved.sha256, seen.hash);
  });

  for (const withWorker of [true, false])
    test(`becomes a download ${withWorker ? "through the service worker" : "through a Blob without one"}`, async () => {
      const { page, close } = await opened();
      try {
        const started = page.waitForEvent("download");
        const saving = page.evaluate(
          async ({ size, breaks, withWorker }) => {
            const { finished, serviceWorker } = await import("./saving.js");
            if (withWorker) await serviceWorker();
            const { poller } = await finished({ bytes: size, breaks });
            return await poller.save("download", { sha256: true });
          },
          { size: SIZE, breaks: BREAKS, withWorker },
        );
        const download = await started;
        assert.equal(/export-jobs-download-/.test(download.url()), withWorker, download.url());
        const saved = await saving;
        assert.equal(saved.blob, undefined);
        const bytes = await readFile(await download.path());
        assert.equal(download.suggestedFilename(), saved.suggestedName);
        assert.deepEqual([saved.size, bytes.length], [SIZE, SIZE]);
        assert.equal(createHash("sha256").update(bytes).digest("hex"), saved.sha256);
      } finally {
        await close();
      }
    });

  test("that the user cancels is notStored", async () => {
    const { page, close } = await opened();
    try {
      const started = page.waitForEvent("download");
      const saving = page.evaluate(async () => {
        const { finished, serviceWorker } = await import("./saving.js");
        await serviceWorker();
        const { poller } = await finished({ bytes: 2 ** 31 });
        return await poller.save("download").catch(({ code, cause }) => [code, cause?.name]);
      });
      await (await started).cancel();
      assert.deepEqual(await saving, ["notStored", "AbortError"]);
    } finally {
      await close();
    }
  });
});
