// npm run bench: what this package costs a page, compared with Azure's poller in the same run of headless Chromium;
// then its work on project files. `npm run bench -- --mb 1,50` and the other flags of `npm run bench:projects` apply
// to the latter. `--write` writes the tables into docs/benchmarks.md.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main } from "../scripts/command.mjs";
import { inRoot } from "../scripts/project.mjs";
import { setUpTests } from "../scripts/setup.mjs";
import { build } from "../scripts/build.mjs";
import { serve } from "../scripts/static-server.mjs";
import { showTable } from "../scripts/tables.mjs";
import { readOptions } from "./projects/options.mjs";
import { benchProjects } from "./projects/run.mjs";

const folder = "target/bench";

/** Bundles and minifies the pages' modules like the package itself. The package stays a separate file. */
async function bundlePages() {
  const esbuild = await import("esbuild");
  const { pageOptions } = await import("../scripts/build/javascript.mjs");
  rmSync(inRoot(folder), { recursive: true, force: true });
  mkdirSync(inRoot(folder), { recursive: true });
  await esbuild.build({
    ...pageOptions,
    write: true,
    splitting: true,
    entryPoints: ["polls.js", "first-request.js"].map((page) => inRoot("benches", "page", page)),
    outdir: inRoot(folder),
    external: ["/dist/*"],
  });
  writeFileSync(path.join(inRoot(folder), "index.html"), "<!doctype html><title>bench</title>");
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

/** Measures each contestant in new pages. They take turns, in a new order each round. */
async function firstRequests(browser, address, rounds) {
  const names = await inNewPage(browser, address, async () =>
    Object.keys((await import(new URL("first-request.js", document.baseURI).href)).contestants),
  );
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round + names.length) % names.length];
      const elapsed = await inNewPage(
        browser,
        address,
        async (name) => (await import(new URL("first-request.js", document.baseURI).href)).contestants[name](),
        name,
      );
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
  await build();
  await bundlePages();
  const { launch } = await import("../tests/support/chromium.mjs");
  const server = await serve({ folders: [folder, "dist"], home: undefined });
  const browser = await launch();
  try {
    const address = `${server.url}/${folder}/`;
    console.log(`Chromium ${browser.version()}; all from a server on this machine, nothing cached.`);
    table(
      "first-request",
      "from import to the first request (ms, 15 new pages each)",
      await firstRequests(browser, address, 15),
    );

    const page = await browser.newPage();
    await page.goto(address);
    const polls = 500;
    table(
      "polls",
      `one poll (µs, 21 rounds of ${polls})`,
      await page.evaluate(async (options) => (await import(new URL("polls.js", document.baseURI).href)).race(options), {
        rounds: 21,
        polls,
      }),
    );
  } finally {
    await browser.close();
    await server.close();
  }
  return (await benchProjects(options)) ? 0 : 1;
});
