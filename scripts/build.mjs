// Builds the package into dist/: the types and the scripts that all entries share, the licence notices, and for each
// entry its scripts, its types and its .wasm. Also builds the gateway, the descriptions of services, the elements, and
// what the simulated service needs besides its sources. Does nothing if they are up to date.
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main, Trouble } from "./command.mjs";
import { dist, inRoot, isMain } from "./project.mjs";
import { setUpBuild } from "./setup.mjs";
import { common, downloads, entries, preload, productsOf, schema, shared, thirdParty } from "./build/entries.mjs";
import { inputs, isFresh, markFresh } from "./build/stamp.mjs";

/** Builds the parts that have no WebAssembly and belong to no entry. */
export async function buildWithoutWasm() {
  const { buildSimulator } = await import("./build/simulator.mjs");
  const { buildElements } = await import("./build/elements.mjs");
  const { buildGateway } = await import("./build/gateway.mjs");
  const { buildDescriptions } = await import("./build/descriptions.mjs");
  await buildSimulator();
  await buildGateway();
  await buildDescriptions();
  await buildElements();
}

/** Builds some entries of the package, or all. */
export async function build(wanted = entries) {
  await buildWithoutWasm();
  const before = await inputs();
  const stale = wanted.filter((entry) => !isFresh(entry, before));
  if (stale.length === 0) return;

  console.log(`Building ${stale.map(({ specifier }) => specifier).join(", ")} …`);
  const { fetchCrates } = await import("./build/wasm.mjs");
  await fetchCrates();
  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "package-"));
  try {
    await buildShared(folder);
    // The profiles are built in parallel, because most of the time goes into linking, which takes one core. The first
    // failure is reported when all have ended.
    const profiles = new Set(stale.map(({ cargo }) => cargo.profile));
    const built = await Promise.allSettled(
      [...profiles].map(async (profile) => {
        for (const entry of stale.filter(({ cargo }) => cargo.profile === profile)) {
          await buildEntry(entry, path.join(folder, entry.name));
          markFresh(entry, before);
        }
      }),
    );
    for (const outcome of built) if (outcome.status === "rejected") throw outcome.reason;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Moves files to dist/ one by one, so that a reader never finds half a file. */
function publish(folder, names) {
  mkdirSync(dist, { recursive: true });
  for (const name of names) renameSync(path.join(folder, name), path.join(dist, name));
}

/** Creates the files that do not depend on the entry. `folder` is for intermediate files. */
async function buildShared(folder) {
  const { notices } = await import("./build/notices.mjs");
  const { bundleDeferred } = await import("./build/javascript.mjs");
  const { sharedDeclarations } = await import("./build/types.mjs");
  await bundleDeferred(folder);
  writeFileSync(path.join(folder, shared.types), sharedDeclarations());
  writeFileSync(path.join(folder, shared.commonjsTypes), sharedDeclarations());
  for (const name of [preload, downloads].flatMap(Object.values))
    copyFileSync(inRoot("src", "entry", name), path.join(folder, name));
  copyFileSync(inRoot("src", "types", schema), path.join(folder, schema));
  writeFileSync(path.join(folder, thirdParty), await notices());
  publish(folder, common);
}

/** Creates the files of an entry. `folder` is for intermediate files. */
async function buildEntry(entry, folder) {
  const { bind, compile, finish } = await import("./build/wasm.mjs");
  const { bundle } = await import("./build/javascript.mjs");
  const { renameInGlue, renaming } = await import("./build/short-names.mjs");
  const { declarations, forCommonJs } = await import("./build/types.mjs");

  const out = path.join(folder, "out");
  mkdirSync(out, { recursive: true });
  await bind(await compile(entry.cargo), folder);
  const renamed = await finish(path.join(folder, "export_jobs_bg.wasm"), path.join(out, entry.wasm), renaming);
  renameInGlue(path.join(folder, "export_jobs.js"), renamed);
  await bundle(entry, folder, out);
  const types = declarations(entry, folder);
  writeFileSync(path.join(out, entry.types), types);
  writeFileSync(path.join(out, entry.commonjsTypes), forCommonJs(types));
  publish(out, productsOf(entry));
}

/** Returns the entries with these names, or all. */
export function named(...names) {
  const unknown = names.filter((name) => !entries.some((entry) => entry.name === name));
  if (unknown.length > 0)
    throw new Trouble(
      `There is no entry ${unknown.join(", ")}.`,
      `choose from ${entries.map(({ name }) => name).join(", ")}.`,
    );
  return names.length > 0 ? entries.filter(({ name }) => names.includes(name)) : entries;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const wanted = named(...process.argv.slice(2));
    await setUpBuild();
    await build(wanted);
    console.log("dist/ is up to date.");
  });
}
