// Measures what each crate adds to the .wasm, before compression, from the names of functions in a build that keeps
// them.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { inRoot } from "../project.mjs";
import { bind, compile, optimise } from "../build/wasm.mjs";
import { functionsOf } from "./wasm-functions.mjs";

/**
 * Returns the crate of a function. It is the crate of the type in `<Type as Trait>::f` and `drop_in_place<Type>`, or
 * of the trait for a primitive type.
 */
export function crateOf(name) {
  const plain = name.replace(/\[[0-9a-f]{8,}\]/g, "").replace(/^core::ptr::drop_in_place(::)?</, "<");
  const crate =
    plain.match(/^[<&*([\s]*(?:(?:dyn|mut|const|impl)\s+)*([A-Za-z_]\w*)::/) ?? plain.match(/ as ([A-Za-z_]\w*)::/);
  if (crate) return crate[1];
  return /^(__|.*::__wbg)/.test(plain) ? "wasm_bindgen" : / shim\b/.test(plain) ? "export_jobs" : "(other)";
}

/**
 * Returns `[crate, bytes]` for each crate in a build with these options of `compile`, largest first, and the size of
 * all constant data.
 */
export async function crates(cargo) {
  const folder = mkdtempSync(inRoot("target", "size-"));
  try {
    await bind(await compile(cargo), folder);
    const named = path.join(folder, "named.wasm");
    await optimise(path.join(folder, "export_jobs_bg.wasm"), named, "-Oz", "-g");
    const { data, functions } = functionsOf(readFileSync(named));
    const totals = new Map();
    for (const { name, size } of functions) totals.set(crateOf(name), (totals.get(crateOf(name)) ?? 0) + size);
    const sorted = [...totals].sort(([, a], [, b]) => b - a);
    return { data, sorted };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
