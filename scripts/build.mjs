// Builds the package into dist/: index.js, node.js, index.d.ts and export_jobs_bg.wasm. Does nothing when they are up to date.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { main } from "./command.mjs";
import { dist, inRoot, isMain } from "./project.mjs";
import { setUpBuild } from "./setup.mjs";
import { inputs, isFresh, markFresh, products } from "./build/stamp.mjs";

export async function build() {
  const before = await inputs();
  if (isFresh(before)) return;

  console.log("Building the package …");
  const { bind, compile, optimise, smallest } = await import("./build/wasm.mjs");
  const { bundle } = await import("./build/javascript.mjs");
  const { renameInGlue, renaming } = await import("./build/short-names.mjs");
  const { declarations } = await import("./build/types.mjs");

  mkdirSync(inRoot("target"), { recursive: true });
  const folder = mkdtempSync(inRoot("target", "package-"));
  const out = path.join(folder, "out");
  try {
    await bind(await compile(), folder);
    mkdirSync(out);
    const renamed = await optimise(path.join(folder, "export_jobs_bg.wasm"), path.join(out, "export_jobs_bg.wasm"), ...smallest, renaming);
    renameInGlue(path.join(folder, "export_jobs.js"), renamed);
    await bundle(folder, out);
    writeFileSync(path.join(out, "index.d.ts"), declarations(folder));
    mkdirSync(dist, { recursive: true });
    // Renamed into place one by one, so that a reader never meets half a file.
    for (const name of products) renameSync(path.join(out, name), path.join(dist, name));
    markFresh(before);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUpBuild();
    await build();
    console.log("dist/ is up to date.");
  });
}
