// Microsoft's autorest test server: its long-running operations, each followed by each contender.
import { versionOf } from "../../tables.mjs";
import { coreLro } from "./core-lro.mjs";
import { groups, operationsIn } from "./operations.mjs";
import { startServer, version } from "./server.mjs";
import { judge } from "./trial.mjs";

const contenders = [coreLro];

/** The counters of its report that belong to operations outside lro.json. */
const otherCounters = /Parameterized|^Paging/;

/**
 * Returns the lines of the table. It is right if all operations came to what their descriptions demand.
 *
 * @param {{ isVerbose: boolean }} options
 * @returns {Promise<{ lines: string[], isRight: boolean }>}
 */
export async function judgeWithTestServer({ isVerbose }) {
  const server = await startServer();
  try {
    const operations = operationsIn(server.paths);
    const wrongs = [];
    for (const contender of contenders) {
      /** @type {Map<string, string>} */
      const wrong = new Map();
      for (const operation of operations) {
        const reason = await judge(contender, operation, server.origin);
        if (reason) wrong.set(operation.id, reason);
      }
      wrongs.push(wrong);
    }
    if (isVerbose)
      for (const [at, { name }] of contenders.entries())
        for (const [id, reason] of wrongs[at]) console.log(`${name}: ${id}: ${reason}`);
    const reached = Object.entries(await server.reached()).filter(
      ([name]) => /LRO|CustomHeader/.test(name) && !otherCounters.test(name),
    );
    const missed = reached.filter(([, count]) => count === 0).map(([name]) => name);
    const cells = (/** @type {(id: string, group: string) => boolean} */ isMeant) => {
      const meant = operations.filter(({ id, group }) => isMeant(id, group));
      return [meant.length, ...wrongs.map((wrong) => meant.filter(({ id }) => !wrong.has(id)).length)];
    };
    const lines = [
      `| operations of autorest.testserver ${version} | count | ${contenders.map(({ name }) => (name.startsWith("@") ? `${name} ${versionOf(name)}` : name)).join(" | ")} |`,
      `| --- | ---: |${" ---: |".repeat(contenders.length)}`,
      ...Object.entries(groups).map(
        ([prefix, title]) => `| ${title} | ${cells((_, group) => group === prefix).join(" | ")} |`,
      ),
      `| **all** | **${cells(() => true).join("** | **")}** |`,
      "",
      `The server counts ${reached.length - missed.length} of its ${reached.length} scenarios as reached${missed.length ? `, without ${missed.join(", ")}` : ""}.`,
    ];
    return { lines, isRight: (wrongs[0]?.size ?? 0) === 0 };
  } finally {
    server.stop();
  }
}
