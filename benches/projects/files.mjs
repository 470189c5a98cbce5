// The files that a run needs, made once and taken away afterwards: a gigabyte of them, with the largest size.
import { closeSync, copyFileSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { must } from "../../scripts/command.mjs";
import { inRoot } from "../../scripts/project.mjs";
import { target } from "../../scripts/setup/rust.mjs";
import { generate, generateChanged } from "./generate.mjs";

/** Writes chunks to a file. Gives its size, and what the generator returns. */
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

/** Makes a file and its changed copy. Gives their names and sizes. */
export function makeFiles(folder, { kind, megabytes, seed }) {
  mkdirSync(inRoot(folder), { recursive: true });
  const [name, changedName] = ["", "-changed"].map((suffix) => `${kind}-${megabytes}${suffix}.json`);
  const { size, count } = write(path.join(inRoot(folder), name), generate({ kind, megabytes, seed }));
  const changed = write(path.join(inRoot(folder), changedName), generateChanged({ kind, seed }, count));
  return { names: [name, changedName], sizes: [size, changed.size], examples: count };
}

export const removeFiles = (folder, { names }) =>
  names.forEach((name) => rmSync(path.join(inRoot(folder), name), { force: true }));

/** Builds the crate of benches/skip, and lays it beside the files. */
export async function makeSkip(folder) {
  const built = inRoot("target", "skip");
  await must("cargo", ["build", "--quiet", "--release", "--target", target], {
    cwd: inRoot("benches", "skip"),
    env: { CARGO_TARGET_DIR: built },
    advice: "mend what the compiler says above.",
  });
  mkdirSync(inRoot(folder), { recursive: true });
  copyFileSync(path.join(built, target, "release", "export_jobs_skip.wasm"), path.join(inRoot(folder), "skip.wasm"));
}
