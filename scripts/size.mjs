// npm run size: the download sizes of each entry and each pair of entries, compared with Azure's own packages,
// bundled and minified in the same way. `-- --write` writes the tables into README.md and docs/benchmarks.md.
// `-- --parts` also measures the parts of `export-jobs`, and lists the crates in each .wasm file. Fails when an entry
// grew by more than one percent, and docs/benchmarks.md does not say why.
import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { main, Trouble } from "./command.mjs";
import { dist, inRoot } from "./project.mjs";
import { showTable, tablesIn, versionOf, writeTable } from "./tables.mjs";
import { setUpBuild } from "./setup.mjs";
import { build } from "./build.mjs";
import { elementsLimit, entries } from "./build/entries.mjs";
import { GATEWAY_GOAL, gatewaySizes } from "./size/gateway.mjs";
import { committedSizes, explainedSizes, unexplainedGrowth } from "./size/growth.mjs";

/** In KB after brotli, for the .wasm and the JavaScript together. */
const goals = { jobs: 48, board: 96, project: 32, recovery: 150, runtime: 64, services: 64, all: 190 };

/** The purpose of each entry. */
const uses = {
  jobs: "start exports and imports, follow any job, download its result",
  board: "the same, and `JobBoard`: many jobs, in several tabs",
  project: "`ExportedProject`: read project files, check, compare and change them",
  recovery: "start, follow, download, every authoring operation, `Replication` and `compareRegions`",
  runtime: "`LanguageRuntime` and `LanguageFailover`: query deployed models",
  services: "`JobService`: the jobs of any service, described as data",
  all: "everything above in one file",
};

const measure = (...contents) => ({
  raw: sum(contents, (content) => content.length),
  gzip: sum(contents, (content) => gzipSync(content, { level: 9 }).length),
  brotli: sum(
    contents,
    (content) =>
      brotliCompressSync(content, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
      }).length,
  ),
});

const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);
const kilobytes = (bytes) => (bytes / 1024).toFixed(1);
const row = (name, { raw, gzip, brotli }) => `| ${name} | ${[raw, gzip, brotli].map(kilobytes).join(" | ")} |`;

/** Returns a table of the entries: their purpose and their download size. */
function entriesTable(sizes) {
  const rows = sizes.map(
    ({ name, specifier, both }) => `| \`${specifier}\` | ${uses[name]} | ${kilobytes(both.brotli)} KB |`,
  );
  return ["| import | to | download (brotli) |", "| --- | --- | ---: |", ...rows];
}

/** Returns a table of the download size of each pair of entries. */
function pairsTable(sizes) {
  const names = sizes.map(({ name }) => name);
  const rows = sizes.map((one, row) => {
    const cells = sizes.map((other, column) => (column < row ? kilobytes(one.both.brotli + other.both.brotli) : ""));
    return `| ${one.name} | ${cells.slice(0, -1).join(" | ")} |`;
  });
  return [
    `| KB after brotli | ${names.slice(0, -1).join(" | ")} |`,
    `| --- | ${names
      .slice(1)
      .map(() => "---:")
      .join(" | ")} |`,
    ...rows.slice(1),
  ];
}

/** Bundles a peer's entry as one minified module for the browser. */
async function bundled(entry) {
  const esbuild = await import("esbuild");
  const { pageOptions } = await import("./build/javascript.mjs");
  const { outputFiles } = await esbuild.build({ ...pageOptions, entryPoints: [inRoot("benches", "size", entry)] });
  return outputFiles[0].contents;
}

const named = (...names) => names.map((name) => `${name} ${versionOf(name)}`).join(" + ");

await main(async () => {
  await setUpBuild();
  await build();
  const sizes = entries.map(({ name, specifier, wasm, script }) => {
    const [module, glue] = [wasm, script].map((file) => readFileSync(path.join(dist, file)));
    return { name, specifier, module: measure(module), glue: measure(glue), both: measure(module, glue) };
  });
  const document = readFileSync(inRoot("docs", "benchmarks.md"), "utf8");
  const growth = unexplainedGrowth(
    sizes.map(({ specifier, both }) => ({ specifier, size: both.brotli / 1024 })),
    committedSizes(
      tablesIn(document)
        .find(({ name }) => name === "size")
        ?.lines.split("\n") ?? [],
    ),
    explainedSizes(document),
  );
  const elements = measure(readFileSync(path.join(dist, "elements.js")));
  if (elements.brotli > elementsLimit)
    growth.push(
      `export-jobs/elements has ${kilobytes(elements.brotli)} KB after brotli, more than ${kilobytes(elementsLimit)} KB.`,
    );
  if (growth.length > 0) throw new Trouble(growth.join("\n"));
  const ofGateway = gatewaySizes(measure);
  if (ofGateway[0].size.brotli > GATEWAY_GOAL * 1024)
    throw new Trouble(`export-jobs/gateway is larger than ${GATEWAY_GOAL} KB.`, "make it smaller.");

  const rows = [
    ...sizes.flatMap(({ specifier, module, glue, both }) => [
      row(`${specifier}: its .wasm`, module),
      row(`${specifier}: its script`, glue),
      row(`**${specifier}**`, both),
    ]),
    row("**export-jobs/elements**, in addition to an entry", elements),
    row(named("@azure/core-lro", "@azure/core-rest-pipeline"), measure(await bundled("core-lro.js"))),
    row(named("@azure/ai-language-text"), measure(await bundled("ai-language-text.js"))),
  ];
  const peers = ["@azure/core-lro", "@azure/core-rest-pipeline", "@azure/ai-language-text"];
  showTable("size", ["| KB of 1,024 bytes | raw | gzip | brotli |", "| --- | ---: | ---: | ---: |", ...rows], peers);

  console.log("");
  showTable("size-pairs", pairsTable(sizes));

  console.log("");
  showTable("size-gateway", [
    "| part of `export-jobs/gateway` | KB raw | gzip | brotli |",
    "| --- | ---: | ---: | ---: |",
    ...ofGateway.map(({ part, size }) => row(part, size)),
  ]);

  console.log("");
  showTable(
    "size-goals",
    sizes.map(({ name, specifier, both }) => {
      const spare = goals[name] * 1024 - both.brotli;
      return `- Goal of \`${specifier}\`: at most ${goals[name]} KB after brotli, all files. ${spare >= 0 ? `Met, with ${kilobytes(spare)} KB to spare` : `Missed by ${kilobytes(-spare)} KB`}.`;
    }),
  );
  // For the README: the download size of each entry.
  writeTable("entries", entriesTable(sizes));
  if (process.argv.includes("--parts")) {
    const { crates } = await import("./size/crates.mjs");
    for (const { specifier, cargo } of entries) {
      const { data, sorted } = await crates(cargo);
      const largest = sorted.filter(([, bytes]) => bytes >= 1024);
      const rest = sum(sorted, ([, bytes]) => bytes) - sum(largest, ([, bytes]) => bytes);
      console.log(`\n| what is in the .wasm of ${specifier} | raw KB |\n| --- | ---: |`);
      for (const [name, bytes] of [...largest, ["others", rest], ["constant data (texts, tables)", data]])
        console.log(`| ${name} | ${kilobytes(bytes)} |`);
    }
    const { parts } = await import("./size/parts.mjs");
    const rows = await parts((module) => measure(module).brotli);
    console.log("");
    showTable("size-parts", [
      "| part of the .wasm of `export-jobs` | adds KB after brotli |",
      "| --- | ---: |",
      ...rows.map(({ part, bytes }) => `| ${part} | ${kilobytes(bytes)} |`),
    ]);
  }
});
