// npm run bench:save: the memory of a page that saves a file of 2 GB, which comes over HTTP and breaks off once. For a
// quick look:
// npm run bench:save -- --mb 256 --only file
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { main, Trouble } from "../../scripts/command.mjs";
import { build, named } from "../../scripts/build.mjs";
import { setUpTests } from "../../scripts/setup.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { showTable } from "../../scripts/tables.mjs";
import { serveSimulator } from "../../tests/simulator/server.mjs";
import { launchOptions } from "../../tests/support/chromium.mjs";
import { createSimulator } from "../../www/simulator/index.js";

const MB = 2 ** 20;
const targets = { file: "a file", "file-sha256": "a file, with its SHA-256", download: "a download", blob: "a `Blob`" };
/** The most memory of the module and of JavaScript together, in MB. */
const GOAL = 64;
/** The interval of measurements of the heap, in milliseconds. */
const EVERY_MS = 50;

const { values: given } = parseArgs({
  options: {
    mb: { type: "string", default: "2048" },
    only: { type: "string" },
    // Writes the table into docs/benchmarks.md.
    write: { type: "boolean" },
  },
});
const bytes = Number(given.mb) * MB;

/** Lets a page tell how much memory its WebAssembly modules have. */
function countMemory() {
  const memories = [];
  globalThis.moduleBytes = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      for (const value of Object.values((made.instance ?? made).exports))
        if (value instanceof WebAssembly.Memory) memories.push(value);
      return made;
    };
  }
}

/** Saves a file in a separate browser, and returns the highest values seen during the save. */
async function measured(server, target) {
  const simulator = createSimulator({ pace: 0, limits: false, results: { bytes, ranges: true } });
  const service = await serveSimulator({ simulator });
  // A separate profile, because a page in a private one has no room for gigabytes.
  const profile = mkdtempSync(path.join(os.tmpdir(), "export-jobs-save-"));
  const context = await chromium.launchPersistentContext(profile, {
    ...(await launchOptions()),
    acceptDownloads: true,
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(countMemory);
    await page.goto(`${server.url}/tests/browser/page.html`);
    const session = await context.newCDPSession(page);
    const most = { module: 0, heap: 0, buffers: 0, all: 0 };
    let isDone = false;
    simulator.inject({ fault: "truncatedBody", on: "result", bytes: Math.floor(bytes / 2) + 1, breaks: true });
    const began = performance.now();
    const saving = page
      .evaluate(
        async ({ script, target, url, bytes }) => {
          const { finished, fileNamed, serviceWorker } = await import(script);
          if (target === "download") await serviceWorker();
          const { poller } = await finished({ bytes, url });
          if (target === "blob") return (await poller.save()).size;
          if (target === "download") return (await poller.save("download")).size;
          const handle = await fileNamed("report.zip");
          return (await poller.save(await handle.createWritable(), { sha256: target === "file-sha256" })).size;
        },
        { script: `${server.url}/tests/browser/saving.js`, target, url: service.url, bytes },
      )
      .finally(() => (isDone = true));
    const watch = async () => {
      while (!isDone) {
        const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
        const module = await page.evaluate(() => globalThis.moduleBytes());
        const all = usedSize + Math.max(backingStorageSize, module);
        for (const [name, value] of Object.entries({ module, heap: usedSize, buffers: backingStorageSize, all }))
          most[name] = Math.max(most[name], value);
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    };
    const [size] = await Promise.all([saving, watch()]);
    const seconds = (performance.now() - began) / 1000;
    const ranges = simulator.requests.filter(({ headers }) => headers.range !== undefined).length;
    if (size !== bytes || ranges !== 1)
      throw new Trouble(`${size} bytes were saved with ${ranges} ranges.`, "look why.");
    return { ...most, seconds };
  } finally {
    await context.close();
    await service.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

await main(async () => {
  await setUpTests();
  await build(named("jobs"));
  const server = await serve({ folders: ["dist", "www", "tests"], home: undefined });
  try {
    const rows = [];
    for (const [target, title] of Object.entries(targets)) {
      if (given.only && given.only !== target) continue;
      const { module, heap, buffers, all, seconds } = await measured(server, target);
      const inMb = [module, heap, buffers, all].map((value) => (value / MB).toFixed(1));
      rows.push(`| ${title} | ${inMb.join(" | ")} | ${seconds.toFixed(0)} s |`);
      console.log(rows.at(-1));
      if (all > GOAL * MB) process.exitCode = 1;
    }
    showTable("save", [
      `| ${given.mb} MB into | module, MB | JavaScript heap, MB | buffers, MB | heap and buffers, MB | time |`,
      "| --- | ---: | ---: | ---: | ---: | ---: |",
      ...rows,
    ]);
  } finally {
    await server.close();
  }
});
