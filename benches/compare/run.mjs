// npm run compare: how this package and other pollers handle the faults of services. `-- --write` writes the table
// into docs/benchmarks.md.
import { main } from "../../scripts/command.mjs";
import { showTable, versionOf } from "../../scripts/tables.mjs";
import { setUpBuild } from "../../scripts/setup.mjs";
import { build, named } from "../../scripts/build.mjs";
import { faults } from "./faults.mjs";
import { trial } from "./trial.mjs";

const names = ["export-jobs", "core-lro", "util-waiter", "p-wait-for", "poll-until-promise"];
const time = (ms) =>
  ms < 1_000
    ? `${Math.round(ms)} ms`
    : ms < 120_000
      ? `${(ms / 1_000).toFixed(1)} s`
      : ms < 7_200_000
        ? `${Math.round(ms / 60_000)} min`
        : `${Math.round(ms / 3_600_000)} h`;

// Some pollers use one signal for thousands of requests.
process.removeAllListeners("warning");

await main(async () => {
  await setUpBuild();
  await build(named("jobs"));
  const pollers = await Promise.all(names.map((name) => import(`./pollers/${name}.mjs`)));
  const right = pollers.map(() => 0);
  const title = ({ name }) => (name === "export-jobs" ? name : `${name} ${versionOf(name)}`);
  const lines = [
    `| what happens | right is | ${pollers.map(title).join(" | ")} |`,
    `| --- | --- |${" --- |".repeat(pollers.length)}`,
  ];
  for (const fault of faults) {
    const cells = [];
    for (const [at, poller] of pollers.entries()) {
      const { verdict, requests, ms, outcome } = await trial(poller, fault);
      if (!verdict) right[at] += 1;
      const note = poller.madeFor(fault) ? "" : " ¹";
      cells.push(`${verdict ? `**${verdict}**` : outcome}, ${requests}, ${time(ms)}${note}`);
    }
    lines.push(
      `| ${fault.name} | ${[fault.right, fault.alsoRight].filter(Boolean).join(" or ")} | ${cells.join(" | ")} |`,
    );
  }
  lines.push(
    `| **right, of ${faults.length}** | | ${right.map((count) => `**${count}**`).join(" | ")} |`,
    "",
    "¹ It was never made for this service.",
  );
  showTable(
    "compare",
    lines,
    pollers.map(({ name }) => name).filter((name) => name !== "export-jobs"),
  );
});
