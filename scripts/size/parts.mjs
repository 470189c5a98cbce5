// Measures what each part of `export-jobs` adds to its .wasm, by building the crate with fewer and fewer parts.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { inRoot } from "../project.mjs";
import { renaming } from "../build/short-names.mjs";
import { bind, compile, finish } from "../build/wasm.mjs";

/** The parts, from the bottom up: each build has the features of its row. */
const builds = [
  { part: "the module itself: memory, start, version", features: ["module"] },
  {
    part: "following any job: poller, requests and answers, credentials, errors, results",
    features: ["following"],
  },
  { part: "Azure AI Language: exports, imports, and the status of every job", features: ["azure-language"] },
  { part: "AvePoint: the twelve exports", features: ["jobs"] },
];

/** Builds the module with these features. Returns its bytes. */
async function moduleWith(features) {
  const folder = mkdtempSync(inRoot("target", "size-"));
  try {
    await bind(await compile({ features }), folder);
    const module = path.join(folder, "module.wasm");
    await finish(path.join(folder, "export_jobs_bg.wasm"), module, renaming);
    return readFileSync(module);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns how much each part adds to the size of the parts above it. `measure` returns a size in bytes. */
export async function parts(measure) {
  const rows = [];
  let before = 0;
  for (const { part, features } of builds) {
    const size = measure(await moduleWith(features));
    rows.push({ part, bytes: size - before });
    before = size;
  }
  return rows;
}
