// npm run bench:board: ten thousand jobs in one tab, compared with as many pollers of core-lro. For a quick look at a
// part:
// npm run bench:board -- --rounds 1 --seconds 5 --only ours --profile target/board.cpuprofile
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { main } from "../../scripts/command.mjs";
import { inRoot } from "../../scripts/project.mjs";
import { showTable } from "../../scripts/tables.mjs";
import { setUpTests } from "../../scripts/setup.mjs";
import { build, named } from "../../scripts/build.mjs";
import { serve } from "../../scripts/static-server.mjs";
import { launch } from "../../tests/support/chromium.mjs";

const folder = "target/bench-board";
const { values: given } = parseArgs({
  options: {
    jobs: { type: "string", default: "10000" },
    seconds: { type: "string", default: "15" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    profile: { type: "string" },
    // Writes the tables into docs/benchmarks.md.
    write: { type: "boolean" },
  },
});
const [JOBS, SECONDS, ROUNDS] = [given.jobs, given.seconds, given.rounds].map(Number);
const whom = ["ours", "peer"].filter((who) => given.only === undefined || given.only === who);

async function bundlePage() {
  const esbuild = await import("esbuild");
  const { pageOptions } = await import("../../scripts/build/javascript.mjs");
  rmSync(inRoot(folder), { recursive: true, force: true });
  mkdirSync(inRoot(folder), { recursive: true });
  await esbuild.build({
    ...pageOptions,
    write: true,
    entryPoints: [inRoot("benches", "board", "page.js")],
    outdir: inRoot(folder),
    external: ["/dist/*"],
  });
  writeFileSync(path.join(inRoot(folder), "index.html"), "<!doctype html><title>bench</title>");
}

/** Measures one round in a new page, which measures its own busy time. */
async function round(browser, address, who) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  // The clock of the thread does not count what other processes of the machine use.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  let marks = 0;
  await page.exposeFunction("mark", async () => {
    marks += 1;
    if (given.profile && marks === 1) await session.send("Profiler.start");
    const { metrics } = await session.send("Performance.getMetrics");
    if (given.profile && marks === 2)
      writeFileSync(`${given.profile}.${who}`, JSON.stringify((await session.send("Profiler.stop")).profile));
    return metrics.find(({ name }) => name === "TaskDuration").value;
  });
  if (given.profile) {
    await session.send("Profiler.enable");
    await session.send("Profiler.setSamplingInterval", { interval: 200 });
  }
  await page.goto(address);
  const result = await page.evaluate(
    async ([who, jobs, seconds]) =>
      (await import(new URL("page.js", document.baseURI).href)).measure(
        who,
        jobs,
        seconds,
        /** @type {any} */ (window).mark,
      ),
    [who, JOBS, SECONDS],
  );
  await context.close();
  return { ...result, ...(given.profile ? {} : await burst(browser, address, who)) };
}

/** Measures all jobs together, in a separate page. */
async function burst(browser, address, who) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  const result = await page.evaluate(
    async ([who, jobs]) => (await import(new URL("page.js", document.baseURI).href)).measureBurst(who, jobs),
    [who, JOBS],
  );
  await context.close();
  return result;
}

const middleOf = (...values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

await main(async () => {
  process.env.CHROME_PATH = await setUpTests();
  await build(named("board"));
  await bundlePage();
  const server = await serve({ folders: [folder, "dist"], home: undefined });
  const browser = await launch(["--js-flags=--expose-gc", "--enable-precise-memory-info"]);
  const results = Object.fromEntries(whom.map((who) => [who, []]));
  try {
    for (let n = 0; n < ROUNDS; n += 1)
      for (const who of whom) results[who].push(await round(browser, `${server.url}/${folder}/`, who));
  } finally {
    await browser.close();
    await server.close();
  }
  const summed = (rounds, key) => (key.startsWith("longest") ? Math.max : middleOf)(...rounds.map((one) => one[key]));
  /** @type {Record<string, any>} */
  const summary = Object.fromEntries(
    Object.entries(results).map(([who, rounds]) => [
      who,
      Object.fromEntries(Object.keys(rounds[0]).map((key) => [key, summed(rounds, key)])),
    ]),
  );
  console.log(
    `Chromium ${browser.version()}; ${JOBS.toLocaleString("en")} jobs, each asked every 5 s, for ${SECONDS} s; of ${ROUNDS} rounds the middle, and the longest of all tasks. The service is within the page.\n`,
  );
  const lines = [
    "| | µs of the main thread a poll | bytes a job | of them WebAssembly's | timers held | longest task, ms | polls |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  const line = (name, { microsecondsPerPoll, bytesPerJob, ofWebAssembly, timers, longestTask, polls }) =>
    lines.push(
      `| ${name} | ${microsecondsPerPoll.toFixed(1)} | ${Math.round(bytesPerJob)} | ${Math.round(ofWebAssembly)} | ${timers} | ${longestTask === 0 ? "under 50" : Math.round(longestTask)} | ${polls.toLocaleString("en")} |`,
    );
  const { ours, peer } = summary;
  if (ours) line("export-jobs", ours);
  if (peer) line("@azure/core-lro", peer);
  const peers = peer ? ["@azure/core-lro"] : [];
  showTable("board", lines, peers);
  if (!given.profile) {
    const atOnce = (name, { adding, resuming, longest }) =>
      `| ${name} | ${Math.round(adding)} | ${resuming ? Math.round(resuming) : "–"} | ${longest === 0 ? "under 50" : Math.round(longest)} |`;
    console.log("");
    showTable(
      "board-burst",
      [
        "| all jobs at once, ms | added in one loop of the page | `resume()` | longest task until each was polled once |",
        "| --- | ---: | ---: | ---: |",
        ...(ours ? [atOnce("export-jobs", ours)] : []),
        ...(peer ? [atOnce("@azure/core-lro", peer)] : []),
      ],
      peers,
    );
  }
  if (!ours || !peer) return;
  const goals = [
    ["at most 50 µs a poll", ours.microsecondsPerPoll <= 50],
    ["at most 1,024 bytes a job", ours.bytesPerJob <= 1_024],
    ["longest task under 50 ms", ours.longestTask < 50],
    ["longest task under 50 ms after all at once", ours.resuming < 50 && ours.longest < 50],
    ["ahead of core-lro in time", ours.microsecondsPerPoll < peer.microsecondsPerPoll],
    ["ahead of core-lro in memory", ours.bytesPerJob < peer.bytesPerJob],
    ["ahead of core-lro in timers", ours.timers < peer.timers],
  ];
  console.log("");
  showTable(
    "board-goals",
    goals.map(([goal, met]) => `- ${met ? "Met" : "Missed"}: ${goal}.`),
    peers,
  );
});
