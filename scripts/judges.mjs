// npm run judges: how this package and @azure/core-lro follow the jobs of servers that others wrote, over HTTP.
// `-- --write` writes the table into docs/benchmarks.md, `-- --verbose` says what went wrong in each case.
import { main } from "./command.mjs";
import { isMain } from "./project.mjs";
import { showTable } from "./tables.mjs";
import { judgeWithTestServer } from "./judges/autorest/judge.mjs";

if (isMain(import.meta.url)) {
  await main(async () => {
    const { lines, isRight } = await judgeWithTestServer({ isVerbose: process.argv.includes("--verbose") });
    showTable("judges", lines, ["@azure/core-lro"]);
    return isRight ? 0 : 1;
  });
}
