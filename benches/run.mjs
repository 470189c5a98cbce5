// npm run bench: what this package costs a page, compared with Azure's poller in the same run of headless Chromium;
// then its work on project files. `npm run bench -- --mb 1,50` and the other flags of `npm run bench:projects` apply
// to the latter. `--write` writes the tables into docs/benchmarks.md.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main } from "../scripts/command.mjs";
import { inRoot } from "../scripts/project.mjs";
import { setUpTests } from "../scripts/setup.mjs";
import { build, named } from "../scripts/build.mjs";
import { serve } from "../scripts/static-server.mjs";
import { showTable } from "../scripts/tables.mjs";
import { readOptions } from "./projects/options.mjs";
import { benchProjects } from "./projects/run.mjs";

const folder = "target/bench";

/** The files of each contestant, for the links that load them early. */
const files = {
  "export-jobs": ["/dist/jobs.js", "/dist/jobs.wasm"],
  "export-jobs/all": ["/dist/all.js", "/dist/all.wasm"],
  "core-lro with core-rest-pipeline": ["peer.js"],
};

/** A line of 10 Mbit/s, on which an answer begins 40 ms after its request. */
const line = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };

/** The number of first requests of each contestant. */
const ROUNDS = 31;

/** Returns a page that loads a contestant early and calls it. It measures from where its own HTML begins. */
function preloadingPage(name) {
  const links = ["first-request.js", ...files[name]].map((file) =>
    file.endsWith(".wasm")
      ? `<link rel="preload" href="${file}" as="fetch" type="application/wasm" crossorigin>`
      : `<link rel="modulepreload" href="${file}">`,
  );
  return `<!doctype html><title>bench</title><script>const began = performance.now();</script>${links.join("")}
<script type="module">
import { contestants } from "./first-request.js";
const { sent } = await contestants[${JSON.stringify(name)}]();
globalThis.elapsed = sent - began;
</script>`;
}

/** Bundles and minifies the pages' modules like the package itself. The package stays a separate file. */
async function bundlePages() {
  const esbuild = await import("esbuild");
  const { pageOptions } = await import("../scripts/build/javascript.mjs");
  rmSync(inRoot(folder), { recursive: true, force: true });
  mkdirSync(inRoot(folder), { recursive: true });
  // One file each, so that no contestant has to download a second one.
  for (const page of ["polls.js", "first-request.js", "peer.js"])
    await esbuild.build({
      ...pageOptions,
      write: true,
      entryPoints: [inRoot("benches", "page", page)],
      outdir: inRoot(folder),
      external: ["/dist/*", ...(page === "first-request.js" ? ["./peer.js"] : [])],
    });
  writeFileSync(path.join(inRoot(folder), "index.html"), "<!doctype html><title>bench</title>");
  Object.keys(files).forEach((name, index) =>
    writeFileSync(path.join(inRoot(folder), `preloading-${index}.html`), preloadingPage(name)),
  );
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Opens a new page in its own browser context, so that nothing is cached, and returns its answer to `ask`. */
async function inNewPage(browser, address, ask, argument) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    return await page.evaluate(ask, argument);
  } finally {
    await context.close();
  }
}

/** Returns the time from import to the first request, in a new page. */
async function imported(browser, address, name) {
  return await inNewPage(
    browser,
    address,
    async (name) => {
      const { contestants } = await import(new URL("first-request.js", document.baseURI).href);
      const { began, sent } = await contestants[name]();
      return sent - began;
    },
    name,
  );
}

/** Returns the time from the page's HTML to the first request, on a slow line, when the page loads the files early. */
async function preloaded(browser, address, name) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", line);
    await page.goto(`${address}preloading-${Object.keys(files).indexOf(name)}.html`);
    return await (await page.waitForFunction(() => globalThis.elapsed)).jsonValue();
  } finally {
    await context.close();
  }
}

/** Measures each contestant in new pages. They take turns, in a new order each round. */
async function firstRequests(measure, browser, address, rounds) {
  const names = Object.keys(files);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round + names.length) % names.length];
      const elapsed = await measure(browser, address, name);
      if (round >= 0) times[name].push(elapsed); // the first round warms up
    }
  }
  return Object.entries(times).map(([name, values]) => ({
    name,
    median: median(values),
    fastest: Math.min(...values),
    slowest: Math.max(...values),
  }));
}

function table(name, title, rows) {
  const cells = (numbers) => ["median", "fastest", "slowest"].map((key) => numbers[key].toFixed(1)).join(" | ");
  console.log("");
  showTable(
    name,
    [
      `| ${title} | median | fastest | slowest |`,
      "| --- | ---: | ---: | ---: |",
      ...rows.map(({ name, ...numbers }) => `| ${name} | ${cells(numbers)} |`),
    ],
    ["@azure/core-lro", "@azure/core-rest-pipeline"],
  );
}

await main(async () => {
  const options = readOptions(process.argv.slice(2).filter((word) => word !== "--write"));
  process.env.CHROME_PATH = await setUpTests();
  await build(named("jobs", "services", "project", "all"));
  await bundlePages();
  const { launch } = await import("../tests/support/chromium.mjs");
  const server = await serve({ folders: [folder, "dist"], home: undefined });
  // As a site's host sends its files.
  const host = await serve({ folders: [folder, "dist"], home: undefined, compress: true });
  const browser = await launch();
  try {
    const address = `${server.url}/${folder}/`;
    console.log(`Chromium ${browser.version()}; all from a server on this machine, nothing cached.`);
    table(
      "first-request",
      `from import to the first request (ms, ${ROUNDS} new pages each)`,
      await firstRequests(imported, browser, address, ROUNDS),
    );
    table(
      "first-request-preloaded",
      `10 Mbit/s, 40 ms, preloaded: from the page's HTML to the first request (ms, ${ROUNDS} new pages each)`,
      await firstRequests(preloaded, browser, `${host.url}/${folder}/`, ROUNDS),
    );

    const page = await browser.newPage();
    await page.goto(address);
    const polls = 500;
    table(
      "polls",
      `one poll (µs, ${ROUNDS} rounds of ${polls})`,
      await page.evaluate(async (options) => (await import(new URL("polls.js", document.baseURI).href)).race(options), {
        rounds: ROUNDS,
        polls,
      }),
    );
  } finally {
    await browser.close();
    await server.close();
    await host.close();
  }
  return (await benchProjects(options)) ? 0 : 1;
});
