// npm run bench:board: ten thousand jobs in one tab, beside as many pollers of core-lro.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main } from "../../scripts/command.mjs";
import { inRoot } from "../../scripts/project.mjs";
import { setUpTests } from "../../scripts/setup.mjs";
import { build } from "../../scripts/build.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../../tests/support/chromium.mjs";

const folder = "target/bench-board";
const [JOBS, SECONDS, ROUNDS] = [10_000, 15, 3];

async function bundlePage() {
  const esbuild = await import("esbuild");
  const { pageOptions } = await import("../../scripts/build/javascript.mjs");
  rmSync(inRoot(folder), { recursive: true, force: true });
  mkdirSync(inRoot(folder), { recursive: true });
  await esbuild.build({ ...pageOptions, write: true, entryPoints: [inRoot("benches", "board", "page.js")], outdir: inRoot(folder), external: ["/dist/*"] });
  writeFileSync(path.join(inRoot(folder), "index.html"), "<!doctype html><title>bench</title>");
}

/** One page, new each time, with its own account of what it was busy with. */
async function round(browser, address, who) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.exposeFunction("mark", async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value;
  });
  await page.goto(address);
  const result = await page.evaluate(async ([who, jobs, seconds]) => (await import(new URL("page.js", document.baseURI))).measure(who, jobs, seconds, window.mark), [who, JOBS, SECONDS]);
  await context.close();
  return result;
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

await main(async () => {
  process.env.CHROME_PATH = await setUpTests();
  await build();
  await bundlePage();
  const server = await serve({ folders: [folder, "dist"], home: undefined });
  const browser = await launch(["--js-flags=--expose-gc", "--enable-precise-memory-info"]);
  const results = { ours: [], peer: [] };
  try {
    for (let n = 0; n < ROUNDS; n += 1) for (const who of ["ours", "peer"]) results[who].push(await round(browser, `${server.url}/${folder}/`, who));
  } finally {
    await browser.close();
    await server.close();
  }
  const summary = Object.fromEntries(Object.entries(results).map(([who, rounds]) => [who, Object.fromEntries(Object.keys(rounds[0]).map((key) => [key, key === "longestTask" ? Math.max(...rounds.map((one) => one[key])) : middle(rounds.map((one) => one[key]))]))]));
  console.log(`${browser.version ? `Chromium ${browser.version()}` : "Chromium"}; ${JOBS.toLocaleString("en")} jobs, each asked every 5 s, for ${SECONDS} s, ${ROUNDS} rounds; the service is within the page.\n`);
  console.log("| | µs of the main thread a poll | bytes a job | timers held | longest task, ms | polls |\n| --- | ---: | ---: | ---: | ---: | ---: |");
  const line = (name, { microsecondsPerPoll, bytesPerJob, timers, longestTask, polls }) => console.log(`| ${name} | ${microsecondsPerPoll.toFixed(1)} | ${Math.round(bytesPerJob)} | ${timers} | ${longestTask === 0 ? "under 50" : Math.round(longestTask)} | ${polls.toLocaleString("en")} |`);
  line("export-jobs", summary.ours);
  line("@azure/core-lro", summary.peer);
  const { ours, peer } = summary;
  const goals = [
    ["at most 50 µs a poll", ours.microsecondsPerPoll <= 50],
    ["at most 1,024 bytes a job", ours.bytesPerJob <= 1_024],
    ["longest task under 50 ms", ours.longestTask < 50],
    ["ahead of core-lro in time", ours.microsecondsPerPoll < peer.microsecondsPerPoll],
    ["ahead of core-lro in memory", ours.bytesPerJob < peer.bytesPerJob],
    ["ahead of core-lro in timers", ours.timers < peer.timers],
  ];
  console.log(`\nGoals\n${goals.map(([goal, met]) => `  ${met ? "met   " : "missed"}  ${goal}`).join("\n")}`);
});
