// npm run judges: how this package and @azure/core-lro follow the jobs of third-party servers, over HTTP.
// `-- --verbose` says what went wrong in each case. `-- --fhir http://localhost:9443` also judges with a server of
// FHIR's bulk data export at that address. `-- --write` writes the first table into docs/benchmarks.md.
import { parseArgs } from "node:util";
import { build, named } from "./build.mjs";
import { main } from "./command.mjs";
import { setUpBuild } from "./setup.mjs";
import { showTable } from "./tables.mjs";

const { values } = parseArgs({
  options: { verbose: { type: "boolean", default: false }, fhir: { type: "string" }, write: { type: "boolean" } },
});

await main(async () => {
  await setUpBuild();
  await build(named("services"));
  const { judgeWithTestServer } = await import("./judges/autorest/judge.mjs");
  const operations = await judgeWithTestServer({ isVerbose: values.verbose });
  showTable("judges", operations.lines, ["@azure/core-lro"]);
  if (values.fhir === undefined) return operations.isRight ? 0 : 1;
  const { judgeWithFhirServer } = await import("./judges/fhir/judge.mjs");
  const exports = await judgeWithFhirServer(values.fhir);
  console.log(`\n${exports.lines.join("\n")}`);
  return operations.isRight && exports.isRight ? 0 : 1;
});
