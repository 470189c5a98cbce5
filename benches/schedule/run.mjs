// npm run bench:schedule: runs the board's schedule in virtual time, and compares it with those of other pollers,
// with the optimum of one that knows the law of the ends, and with one that knows every end. `-- --write` writes the
// table for 100 jobs into docs/benchmarks.md.
import { main, run } from "../../scripts/command.mjs";
import { writeTable } from "../../scripts/tables.mjs";
import { setUpBuild } from "../../scripts/setup.mjs";
import { summaryOf } from "./summary.mjs";

await main(async () => {
  await setUpBuild();
  const { status, stdout } = await run("cargo", ["bench", "--quiet", "--bench", "schedule"]);
  if (status !== 0) return status;
  writeTable("schedule", summaryOf(stdout));
});
