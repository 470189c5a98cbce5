// The files of a run. They are created once and deleted afterwards. With the largest size, they have a gigabyte.
import { closeSync, copyFileSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { must } from "../../scripts/command.mjs";
import { inRoot } from "../../scripts/project.mjs";
import { target } from "../../scripts/setup/rust.mjs";
import { generate, generateChanged } from "./generate.mjs";

/** Writes chunks to a file. Returns its size and the result of the generator. */
function write(file, chunks) {
  const descriptor = openSync(file, "w");
  try {
    let size = 0;
    for (let next = chunks.next(); ; next = chunks.next()) {
      if (next.done) return { size, count: next.value };
      size += writeSync(descriptor, next.value);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Creates a file and its changed copy. Returns their names and sizes. */
export function makeFiles(folder, { kind, megabytes, seed }) {
  mkdirSync(inRoot(folder), { recursive: true });
  const [name, changedName] = ["", "-changed"].map((suffix) => `${kind}-${megabytes}${suffix}.json`);
  const { size, count } = write(path.join(inRoot(folder), name), generate({ kind, megabytes, seed }));
  const changed = write(path.join(inRoot(folder), changedName), generateChanged({ kind, seed }, count));
  return { names: [name, changedName], sizes: [size, changed.size], examples: count };
}

export const removeFiles = (folder, { names }) =>
  names.forEach((name) => rmSync(path.join(inRoot(folder), name), { force: true }));

/** Builds the crate in benches/skip, and copies it to the files. */
export async function makeSkip(folder) {
  const built = inRoot("target", "skip");
  await must("cargo", ["build", "--quiet", "--release", "--target", target], {
    cwd: inRoot("benches", "skip"),
    env: { CARGO_TARGET_DIR: built },
    advice: "fix the errors of the compiler above.",
  });
  mkdirSync(inRoot(folder), { recursive: true });
  copyFileSync(path.join(built, target, "release", "export_jobs_skip.wasm"), path.join(inRoot(folder), "skip.wasm"));
}
