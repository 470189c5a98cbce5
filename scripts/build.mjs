// Builds the package into dist/. For each entry: its .js, the one for Node, the .d.ts and the .wasm. Also builds the
// types of the simulated service. Does nothing if they are up to date.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main } from "./command.mjs";
import { dist, inRoot, isMain } from "./project.mjs";
import { setUpBuild } from "./setup.mjs";
import { entries, products } from "./build/entries.mjs";
import { inputs, isFresh, markFresh } from "./build/stamp.mjs";

export async function build() {
  const { buildSimulatorTypes } = await import("./build/simulator-types.mjs");
  await buildSimulatorTypes();
  const before = await inputs();
  if (isFresh(before)) return;

  console.log("Building the package …");
  const { fetchCrates } = await import("./build/wasm.mjs");
  await fetchCrates();
  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "package-"));
  const out = path.join(folder, "out");
  try {
    mkdirSync(out);
    // Builds in parallel, because most of the time goes into linking, which takes one core. The first failure is
    // reported when both have ended.
    const built = await Promise.allSettled(
      entries.map((entry) => buildEntry(entry, path.join(folder, entry.cargo.profile), out)),
    );
    for (const outcome of built) if (outcome.status === "rejected") throw outcome.reason;
    mkdirSync(dist, { recursive: true });
    // Renames one by one, so that a reader never finds half a file.
    for (const name of products) renameSync(path.join(out, name), path.join(dist, name));
    markFresh(before);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Creates the files of an entry in `out`. `folder` is for intermediate files. */
async function buildEntry(entry, folder, out) {
  const { bind, compile, finish } = await import("./build/wasm.mjs");
  const { bundle } = await import("./build/javascript.mjs");
  const { renameInGlue, renaming } = await import("./build/short-names.mjs");
  const { declarations } = await import("./build/types.mjs");

  mkdirSync(folder);
  await bind(await compile(entry.cargo), folder);
  const renamed = await finish(path.join(folder, "export_jobs_bg.wasm"), path.join(out, entry.wasm), renaming);
  renameInGlue(path.join(folder, "export_jobs.js"), renamed);
  await bundle(entry, folder, out);
  writeFileSync(path.join(out, entry.types), declarations(entry, folder));
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUpBuild();
    await build();
    console.log("dist/ is up to date.");
  });
}
