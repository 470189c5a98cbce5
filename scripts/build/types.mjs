// index.d.ts: what wasm-bindgen writes for the crate's classes, with our own init and error in the place of its loader.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";

export function declarations(folder) {
  const generated = readFileSync(path.join(folder, "export_jobs.d.ts"), "utf8");
  const loader = generated.indexOf("export type InitInput");
  if (loader < 0) throw new Trouble("wasm-bindgen's types no longer end with its loader.", "adapt scripts/build/types.mjs to the new wasm-bindgen.");
  const own = ["init.d.ts", "export-jobs-error.d.ts"].map((name) => inRoot("src", "entry", name)).filter(existsSync);
  return [...own.map((file) => readFileSync(file, "utf8")), generated.slice(0, loader).replace(/^\/\* (tslint|eslint).*\n/gm, "")].join("\n").trim() + "\n";
}
