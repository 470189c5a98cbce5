// Saves in a browser: into a file, into a Blob, and into downloads, with and without a service worker.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";
import { createSimulator } from "../../www/simulator/index.js";
import { serveSimulator } from "../simulator/server.mjs";
import { engine, launch } from "../support/engines.mjs";

/** Other engines do not have writable files, or downloads that a test can see. */
const skip = engine === "chromium" ? false : "needs writable files, and downloads that a test can see";

const SIZE = 3_000_000;
const BREAKS = [1_000_001, 700_000];

let server;
let browser;

before(async () => {
  // Without a test in this file, `after` is not called, and a browser would stay.
  if (skip) return;
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

/** Runs a function in a new page, with the functions of saving.js. */
async function inPage(run, given = {}) {
  const { page, close } = await opened();
  try {
    return await page.evaluate(run, { size: SIZE, breaks: BREAKS, ...given });
  } finally {
    await close();
  }
}

/** The platform's own `fetch` reads into memory that is used again. A simulated one in the page does not. */
describe("a save over HTTP", { skip }, () => {
  /** @type {Awaited<ReturnType<typeof serveSimulator>>} */
  let service;
  let simulator;

  before(async () => {
    simulator = createSimulator({ pace: 0, limits: false, results: { bytes: SIZE, ranges: true } });
    service = await serveSimulator({ simulator });
  });
  after(() => service?.close());

  const breakOff = () => {
    for (const bytes of BREAKS) simulator.inject({ fault: "truncatedBody", on: "result", bytes, breaks: true });
  };

  test("writes a file", async () => {
    breakOff();
    const seen = await inPage(
      async ({ size, url }) => {
        const { finished, fileNamed, hashOf } = await import("./saving.js");
        const { poller } = await finished({ bytes: size, url });
        const handle = await fileNamed("report.zip");
        const saved = await poller.save(await handle.createWritable(), { sha256: true });
        const file = await handle.getFile();
        return { saved, size: file.size, hash: await hashOf(await file.arrayBuffer()) };
      },
      { url: service.url },
    );
    assert.deepEqual([seen.saved.size, seen.size, seen.saved.sha256], [SIZE, SIZE, seen.hash]);
    // When a connection breaks, a browser drops the bytes that the page has not read. If it has read none, the next
    // request is for the whole file.
    const downloads = simulator.requests.filter(({ method, url }) => method === "GET" && /\/exportfile$/.test(url));
    assert.equal(downloads.length, 1 + BREAKS.length);
  });

  test("gives a Blob", async () => {
    breakOff();
    const seen = await inPage(
      async ({ size, url }) => {
        const { finished, hashOf } = await import("./saving.js");
        const { poller } = await finished({ bytes: size, url });
        const { blob, sha256 } = await poller.save(undefined, { sha256: true });
        return { sha256, hash: await hashOf(await blob.arrayBuffer()) };
      },
      { url: service.url },
    );
    assert.equal(seen.sha256, seen.hash);
  });

  test("gives each piece its own memory, so that a stream can keep it", async () => {
    breakOff();
    const seen = await inPage(
      async ({ size, url }) => {
        const { finished, hashOf } = await import("./saving.js");
        const { poller } = await finished({ bytes: size, url });
        const pieces = [];
        const stream = new WritableStream({ write: (piece) => void pieces.push(piece) });
        const { sha256 } = await poller.save(stream, { sha256: true });
        return { sha256, hash: await hashOf(await new Blob(pieces).arrayBuffer()), count: pieces.length };
      },
      { url: service.url },
    );
    assert.equal(seen.sha256, seen.hash);
    assert.ok(seen.count > 3, `${seen.count} pieces`);
  });

  for (const target of ["file", "blob"])
    test(`of 128 MB needs a few MB of memory: ${target}`, async () => {
      const long = createSimulator({ pace: 0, limits: false, results: { bytes: 2 ** 27, ranges: true } });
      const { url, close } = await serveSimulator({ simulator: long });
      try {
        const seen = await inPage(
          async ({ url, target }) => {
            const memories = [];
            for (const name of ["instantiate", "instantiateStreaming"]) {
              const original = WebAssembly[name];
              WebAssembly[name] = async (...given) => {
                const made = await original.apply(WebAssembly, given);
                const exported = Object.values((made.instance ?? made).exports);
                memories.push(...exported.filter((it) => it instanceof WebAssembly.Memory));
                return made;
              };
            }
            const buffers = new WeakSet();
            let reads = 0;
            // Counts the memory that is made for pieces.
            const { read } = ReadableStreamBYOBReader.prototype;
            let made = 0;
            ReadableStreamBYOBReader.prototype.read = function (view, ...rest) {
              reads += 1;
              if (!buffers.has(view.buffer)) made += 1;
              return read.call(this, view, ...rest).then((step) => {
                if (step.value) buffers.add(step.value.buffer);
                return step;
              });
            };
            const { finished, fileNamed } = await import("./saving.js");
            const { poller } = await finished({ bytes: 2 ** 27, url });
            const before = memories.map(({ buffer }) => buffer.byteLength);
            const stream = target === "file" ? await (await fileNamed("report.zip")).createWritable() : undefined;
            const { size } = await poller.save(stream);
            const grown = memories.map(({ buffer }, index) => buffer.byteLength - before[index]);
            return { size, grown, made, reads };
          },
          { url, target },
        );
        assert.equal(seen.size, 2 ** 27);
        assert.ok(seen.grown.length === 1 && seen.grown[0] <= 4 * 65_536, `${seen.grown} bytes more in the module`);
        assert.ok(seen.reads > 100, `${seen.reads} reads into memory that is used again`);
        assert.ok(seen.made <= 8, `memory for ${seen.made} pieces`);
      } finally {
        await close();
      }
    });
});

describe("a save in a browser", { skip }, () => {
  test("writes a file, and continues where the download broke off", async () => {
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

  test("starts a file again when the service sends no parts", async () => {
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

  test("that the user cancels rejects with notStored", async () => {
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
