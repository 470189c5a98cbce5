// npm run size: what a page downloads for this package, compared with Azure's own packages, bundled and minified in
// the same way. `-- --write` writes the tables into README.md and docs/benchmarks.md.
import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { main } from "./command.mjs";
import { dist, inRoot } from "./project.mjs";
import { showTable, versionOf, writeTable } from "./tables.mjs";
import { setUpBuild } from "./setup.mjs";
import { build } from "./build.mjs";
import { entries } from "./build/entries.mjs";

/** In KB after brotli, for the .wasm and the JavaScript together: 48 for following jobs, 24 more for project files. */
const goals = { "export-jobs/jobs": 48, "export-jobs": 48 + 24 };

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
  const uses = {
    "export-jobs/jobs": "starts exports and imports, follows any job, collects its result",
    "export-jobs":
      "the same, and `JobBoard`, `ExportedProject`, every authoring operation, `Replication`, `LanguageRuntime`, `LanguageFailover`",
  };
  const rows = Object.entries(uses).map(([specifier, use]) => {
    const { both } = sizes.find((size) => size.specifier === specifier);
    return `| \`${specifier}\` | ${use} | ${kilobytes(both.brotli)} KB |`;
  });
  return ["| import | what it does | download (brotli) |", "| --- | --- | ---: |", ...rows];
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
  const sizes = entries.map(({ specifier, wasm, script }) => {
    const [module, glue] = [wasm, script].map((name) => readFileSync(path.join(dist, name)));
    return { specifier, module: measure(module), glue: measure(glue), both: measure(module, glue) };
  });

  const rows = [
    ...sizes.flatMap(({ specifier, module, glue, both }) => [
      row(`${specifier}: the .wasm`, module),
      row(`${specifier}: the JavaScript`, glue),
      row(`**${specifier}, both**`, both),
    ]),
    row(named("@azure/core-lro", "@azure/core-rest-pipeline"), measure(await bundled("core-lro.js"))),
    row(named("@azure/ai-language-text"), measure(await bundled("ai-language-text.js"))),
  ];
  const peers = ["@azure/core-lro", "@azure/core-rest-pipeline", "@azure/ai-language-text"];
  showTable("size", ["| KB of 1,024 bytes | raw | gzip | brotli |", "| --- | ---: | ---: | ---: |", ...rows], peers);

  const { crates } = await import("./size/crates.mjs");
  for (const { specifier, cargo } of entries) {
    const { data, sorted } = await crates(cargo);
    const largest = sorted.filter(([, bytes]) => bytes >= 1024);
    const rest = sum(sorted, ([, bytes]) => bytes) - sum(largest, ([, bytes]) => bytes);
    console.log(`\n| what is in the .wasm of ${specifier} | raw KB |\n| --- | ---: |`);
    for (const [name, bytes] of [...largest, ["others", rest], ["constant data (texts, tables)", data]])
      console.log(`| ${name} | ${kilobytes(bytes)} |`);
  }

  console.log("");
  showTable(
    "size-goals",
    sizes.map(({ specifier, both }) => {
      const spare = goals[specifier] * 1024 - both.brotli;
      return `- Goal of \`${specifier}\`: at most ${goals[specifier]} KB after brotli, both files. ${spare >= 0 ? `Met, with ${kilobytes(spare)} KB to spare` : `Missed by ${kilobytes(-spare)} KB`}.`;
    }),
  );
  // For the README: the download size of each entry.
  writeTable("entries", entriesTable(sizes));
});
