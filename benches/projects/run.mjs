// npm run bench:projects: compares the work on project files with plain JavaScript and with the limits of the
// machine. `-- --write` writes the table of the conversation project of 50 MB in Chromium into docs/benchmarks.md.
import { main } from "../../scripts/command.mjs";
import { isMain } from "../../scripts/project.mjs";
import { setUpBuild, setUpTests } from "../../scripts/setup.mjs";
import { build, named } from "../../scripts/build.mjs";
import { makeFiles, makeSkip, removeFiles } from "./files.mjs";
import { showGoals } from "./goals.mjs";
import * as hosts from "./hosts.mjs";
import { operations } from "./operations.mjs";
import { readOptions } from "./options.mjs";
import { linearity, table } from "./report.mjs";
import { median } from "./time.mjs";

const folder = "target/bench-projects";

/** Large files show the module's linearity. Unless the sizes were chosen, JavaScript only reads them. */
const inJavaScript = (operation, megabytes, { sizesAreChosen }) =>
  megabytes <= 50 || sizesAreChosen || operation === "parse" || operation === "stream";

/**
 * Work on a small file takes so little time that a pause of the machine may fall on one side alone. There the sides
 * take turns, each in fresh pages.
 */
const turnsOf = (megabytes) => (megabytes < 10 ? 3 : 1);

/** Returns the medians of several turns, or the first failure. */
function medians(turns) {
  const failed = turns.find(({ failure, isMissing }) => failure || isMissing);
  if (failed) return failed;
  const of = (name) => median(turns.map((turn) => turn[name]));
  const spread = Math.max(...turns.map((turn) => turn.spread));
  return { ...turns[0], reading: of("reading"), working: of("working"), both: of("both"), spread };
}

async function measureFile(host, { files, kind, megabytes }, options) {
  const isLarge = megabytes > 50;
  const plan = { fewest: isLarge ? 3 : 5, most: 60, enoughMs: 500 };
  const measured = {};
  for (const operation of options.only.filter((name) => name !== "limits")) {
    const isCompared = inJavaScript(operation, megabytes, options);
    const task = { kind, operation, isCompared, files: files.names.slice(0, operations[operation].files ?? 1) };
    const sides = { module: [], javascript: [] };
    for (let turn = 0; turn < turnsOf(megabytes); turn += 1) {
      sides.module.push(await host.perform({ ...task, side: "module", rounds: plan }));
      if (!isCompared) continue;
      const fewest = isLarge ? 1 : 3;
      sides.javascript.push(await host.perform({ ...task, side: "javascript", rounds: { ...plan, fewest } }));
    }
    measured[operation] = {
      module: medians(sides.module),
      javascript: isCompared ? medians(sides.javascript) : undefined,
    };
  }
  if (options.only.includes("limits"))
    measured.limits = await host.perform({ kind, side: "limits", files: files.names.slice(0, 1), rounds: plan });
  return { host: host.name, kind, megabytes, ...files, measured };
}

/** Returns whether the module did not fail and both sides gave the same answers. Prints the differences. */
function isInOrder({ host, kind, megabytes, measured }) {
  const isWrong = ({ module: ours, javascript }) =>
    ours?.failure || (ours?.answer && javascript?.answer && ours.answer !== javascript.answer);
  const wrong = Object.entries(measured).filter(([, sides]) => isWrong(sides));
  for (const [operation, { module: ours, javascript }] of wrong) {
    console.log(
      `\nDIFFERENT ANSWERS: ${operation}, ${kind}, ${megabytes} MB, ${host}\n  module:     ${ours.failure ?? ours.answer}\n  JavaScript: ${javascript?.failure ?? javascript?.answer}`,
    );
  }
  return wrong.length === 0;
}

/** Measures and prints. Returns whether everything is in order. */
export async function benchProjects(options) {
  await makeSkip(folder);
  console.log(
    "\nProject files. MB/s of the file, of both where two are compared; alone: of a project that has been read; with reading: from the bytes.",
  );
  const open = [];
  const results = [];
  try {
    for (const name of options.hosts) open.push(await hosts[name](folder));
    for (const kind of options.kinds) {
      for (const megabytes of options.megabytes) {
        const files = makeFiles(folder, { kind, megabytes, seed: options.seed });
        for (const host of open) {
          results.push(await measureFile(host, { files, kind, megabytes }, options));
          table(results.at(-1));
        }
        removeFiles(folder, files);
      }
    }
  } finally {
    for (const host of open) await host.close();
  }
  linearity(results);
  showGoals(results);
  return results.map(isInOrder).every(Boolean);
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const options = readOptions(process.argv.slice(2).filter((word) => word !== "--write"));
    if (options.hosts.includes("chromium")) process.env.CHROME_PATH = await setUpTests();
    else await setUpBuild();
    await build(named("project"));
    return (await benchProjects(options)) ? 0 : 1;
  });
}
