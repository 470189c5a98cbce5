// npm run mutants -- [--count 300] [--seed 1] [--only text] [--group name] [--jobs 2] [--timeout 60]: changes the core
// in many small ways, one at a time, and counts how many of these mutants the native tests notice. The same seed and
// sources give the same sample. `--only` samples the mutants whose name contains a text; `--group` tries one group of
// the sample.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { main, must, run, Trouble } from "./command.mjs";
import { ensureRust } from "./setup/rust.mjs";
import { ensureCargoMutants, toolFolder } from "./setup/cargo-mutants.mjs";

/**
 * The mutated code, and the test programs for it. Running only these takes seconds for each mutant. A file belongs to
 * the first group that matches it. `slow` are parts of the names of tests that only run for the mutants that all others
 * miss.
 * @type {{ name: string, files: RegExp, tests: string[], slow?: string[] }[]}
 */
const groups = [
  { name: "board", files: /^src\/(board|tabs)\//, tests: ["board"] },
  {
    name: "replication",
    files: /^src\/replication\//,
    tests: ["replication"],
    slow: ["at_any_moment", "between_runs", "interruptions::"],
  },
  {
    name: "Azure AI Language",
    files: /^src\/service\/azure/,
    tests: ["azure_answers", "azure_requests", "azure_operations", "recordings", "runtime", "failover"],
  },
  {
    name: "AvePoint, poller, time and URLs",
    files: /^src\/(service|poller|time|url)\//,
    tests: [
      "avepoint_answers",
      "avepoint_requests",
      "azure_answers",
      "azure_requests",
      "polling",
      "properties",
      "secrets",
    ],
  },
];
const folders = ["service", "poller", "url", "time", "board", "tabs", "replication"];

/** Fewer cases than in `npm test`: a mutant that only one world in thousands notices counts as missed. */
const environment = {
  BOARD_CASES: "100",
  PROPTEST_CASES: "64",
  PATH: `${toolFolder}${path.delimiter}${process.env.PATH}`,
};

function readArguments(words) {
  const jobs = Math.max(1, os.availableParallelism());
  const options = { count: 300, seed: 1, only: "", group: "", jobs, timeout: 60 };
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at].replace(/^--/, "");
    if (!(name in options))
      throw new Trouble(
        `There is no option ${words[at]}.`,
        `choose from ${Object.keys(options)
          .map((one) => `--${one}`)
          .join(", ")}.`,
      );
    options[name] = typeof options[name] === "string" ? (words[at + 1] ?? "") : Number(words[at + 1]);
    if (Number.isNaN(options[name]) || options[name] < 0)
      throw new Trouble(`${words[at]} needs a number.`, `give one, such as ${words[at]} 2.`);
  }
  return options;
}

/** Returns a source of random numbers from 0 to 1 (mulberry32). The same seed gives the same numbers. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sample(list, count, seed) {
  const random = randomFrom(seed);
  const keyed = list.map((item) => ({ item, key: random() }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }) => item);
}

/**
 * Returns whether a mutant deletes a field of a struct. cargo-mutants 27.1 does not filter these, so all of them are
 * tried.
 */
const isAlwaysTried = (name) => name.includes(": delete field ");

async function mutantNames() {
  const files = folders.flatMap((folder) => ["--file", `src/${folder}/**`]);
  const { stdout } = await must("cargo", ["mutants", "--list", "--json", ...files], {
    env: environment,
    advice: "see what cargo-mutants says above.",
  });
  return JSON.parse(stdout).map(({ name }) => name);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The memory that a process may ask for, in KB: a mutant that allocates without end must not take the machine down. */
const MEMORY_KB = 8_000_000;

/**
 * Returns the command line with that limit, where the system's shell has limits.
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
const withMemoryLimit = (program, args) =>
  process.platform === "win32"
    ? [program, args]
    : ["sh", ["-c", `ulimit -v ${MEMORY_KB} 2>/dev/null; exec "$0" "$@"`, program, ...args]];

/**
 * Tries the mutants of a group. Returns the outcome of each: its name, and "caught", "missed" or "unviable". The time
 * limit, in seconds for each job, catches a mutant that waits for ever. The tests of a group take about ten seconds
 * on an idle machine.
 */
async function tryAll(group, names, { jobs, timeout, skips = [] }) {
  const files = [...new Set(names.map((name) => name.split(":")[0]))];
  const folder = mkdtempSync(path.join(os.tmpdir(), "export-jobs-mutants-"));
  try {
    const tests = ["--cargo-arg=--lib", ...group.tests.map((test) => `--cargo-arg=--test=${test}`)];
    const { status } = await run(
      ...withMemoryLimit("cargo", [
        "mutants",
        "--profile",
        "mutants",
        "--timeout",
        String(timeout * jobs),
        "--jobs",
        String(jobs),
        "--output",
        folder,
        ...files.flatMap((file) => ["--file", file]),
        "--re",
        `^(${names.map(escaped).join("|")})$`,
        ...tests,
        "--",
        "--",
        ...skips.flatMap((name) => ["--skip", name]),
      ]),
      { env: environment },
    );
    // 2: some were missed. 3: some exceeded the time limit. Any other code is a failure of cargo-mutants.
    if (![0, 2, 3].includes(status))
      throw new Trouble(
        `cargo-mutants ended with code ${status}.`,
        "see above; the tests have to pass on the unchanged sources.",
      );
    const { outcomes } = JSON.parse(readFileSync(path.join(folder, "mutants.out", "outcomes.json"), "utf8"));
    const words = { CaughtMutant: "caught", Timeout: "caught", MissedMutant: "missed", Unviable: "unviable" };
    return outcomes.flatMap(({ scenario, summary }) =>
      scenario.Mutant ? [{ name: scenario.Mutant.name, outcome: words[summary] ?? "missed" }] : [],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tries the mutants of a group with the quick tests, then those that are missed with all of them. */
async function tryInTwoPasses(group, names, settings) {
  if (!group.slow) return await tryAll(group, names, settings);
  const quick = await tryAll(group, names, { ...settings, skips: group.slow });
  const missed = quick.filter(({ outcome }) => outcome === "missed").map(({ name }) => name);
  if (missed.length === 0) return quick;
  const slow = await tryAll(group, missed, settings);
  return quick.map((one) => slow.find(({ name }) => name === one.name) ?? one);
}

await main(async () => {
  const { count, seed, only, group: wanted, ...settings } = readArguments(process.argv.slice(2));
  await ensureRust();
  await ensureCargoMutants();
  const all = await mutantNames();
  const candidates = only ? all.filter((name) => name.includes(only)) : all;
  const always = candidates.filter(isAlwaysTried);
  const others = candidates.filter((name) => !isAlwaysTried(name));
  const chosen = [...always, ...sample(others, Math.max(0, count - always.length), seed)];
  console.log(`${chosen.length} of ${all.length} mutants (seed ${seed}) …`);
  const tried = [];
  for (const group of groups) {
    const names = chosen.filter((name) => groups.find(({ files }) => files.test(name)) === group);
    if (names.length === 0 || !group.name.startsWith(wanted)) continue;
    console.log(`\n── ${group.name}: ${names.length}`);
    tried.push(...(await tryInTwoPasses(group, names, settings)));
  }
  const of = (outcome) => tried.filter((one) => one.outcome === outcome);
  const missed = of("missed");
  const viable = tried.length - of("unviable").length;
  console.log(
    `\n${of("caught").length} of ${viable} mutants were noticed (${((100 * of("caught").length) / Math.max(1, viable)).toFixed(1)} %); ${of("unviable").length} did not compile.`,
  );
  for (const { name } of missed.sort((a, b) => (a.name < b.name ? -1 : 1))) console.log(`  missed  ${name}`);
});
