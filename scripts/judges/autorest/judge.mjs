// Microsoft's autorest test server: its long-running operations, each followed by each contender.
import { versionOf } from "../../tables.mjs";
import { coreLro } from "./core-lro.mjs";
import { exportJobs } from "./export-jobs.mjs";
import { groups, operationsIn } from "./operations.mjs";
import { startServer, version } from "./server.mjs";
import { judge } from "./trial.mjs";

const contenders = [exportJobs, coreLro];

/** The counters of the server's report that belong to lro.json. */
const isCounted = (/** @type {string} */ name) => /LRO|CustomHeader/.test(name) && !/Parameterized|^Paging/.test(name);

/**
 * Lets a contender follow all operations. Returns what was wrong, by operation, and the scenarios of the server that it
 * reached.
 *
 * @param {import("./trial.mjs").Contender} contender
 * @param {import("./operations.mjs").LongRunningOperation[]} operations
 * @param {Awaited<ReturnType<typeof startServer>>} server
 */
async function tryAll(contender, operations, server) {
  const before = await server.reached();
  /** @type {Map<string, string>} */
  const wrong = new Map();
  for (const operation of operations) {
    const reason = await judge(contender, operation, server.origin);
    if (reason) wrong.set(operation.id, reason);
  }
  const after = Object.entries(await server.reached()).filter(([name]) => isCounted(name));
  return { wrong, reached: after.filter(([name, count]) => count > (before[name] ?? 0)).length, all: after.length };
}

/**
 * Returns the lines of the table, and whether this package reached all expected ends.
 *
 * @param {{ isVerbose: boolean }} options
 * @returns {Promise<{ lines: string[], isRight: boolean }>}
 */
export async function judgeWithTestServer({ isVerbose }) {
  const server = await startServer();
  try {
    const operations = operationsIn(server.paths);
    const trials = [];
    for (const contender of contenders) {
      const trial = await tryAll(contender, operations, server);
      if (isVerbose) for (const [id, reason] of trial.wrong) console.log(`${contender.name}: ${id}: ${reason}`);
      trials.push(trial);
    }
    const titles = contenders.map(({ name }) => (name.startsWith("@") ? `${name} ${versionOf(name)}` : name));
    const row = (/** @type {string} */ title, /** @type {(group: string) => boolean} */ isMeant) => {
      const meant = operations.filter(({ group }) => isMeant(group));
      const right = trials.map(({ wrong }) => meant.filter(({ id }) => !wrong.has(id)).length);
      return `| ${[title, meant.length, ...right].join(" | ")} |`;
    };
    const lines = [
      `| operations of autorest.testserver ${version} | count | ${titles.join(" | ")} |`,
      `| --- | ---: |${" ---: |".repeat(contenders.length)}`,
      ...Object.entries(groups).map(([prefix, title]) => row(title, (group) => group === prefix)),
      row("all", () => true),
      `| scenarios that the server counts as reached | ${trials[0].all} | ${trials.map(({ reached }) => reached).join(" | ")} |`,
    ];
    return { lines, isRight: trials[0].wrong.size === 0 };
  } finally {
    server.stop();
  }
}
