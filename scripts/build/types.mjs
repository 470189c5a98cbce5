// The .d.ts of an entry: what wasm-bindgen writes for the crate's classes, with our own init and error in the place of its loader.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";

export function declarations({ wasm }, folder) {
  const generated = readFileSync(path.join(folder, "export_jobs.d.ts"), "utf8");
  const loader = generated.indexOf("export type InitInput");
  if (loader < 0)
    throw new Trouble(
      "wasm-bindgen's types no longer end with its loader.",
      "adapt scripts/build/types.mjs to the new wasm-bindgen.",
    );
  const own = ["init.d.ts", "export-jobs-error.d.ts"].map((name) => readFileSync(inRoot("src", "entry", name), "utf8"));
  return (
    [...own.map((text) => text.replace("{{wasm}}", wasm)), tidy(generated.slice(0, loader))].join("\n").trim() + "\n"
  );
}

/** What wasm-bindgen writes is not always what TypeScript takes. */
function tidy(types) {
  let text = types.replace(/^\/\* (tslint|eslint).*\n/gm, "").replace(/^( *\* )r" /gm, "$1"); // documentation that went through a Rust macro
  for (const [, base] of text.matchAll(/^export class \w+ extends (\w+)/gm)) {
    // A class that another extends cannot have a private constructor.
    text = text.replace(new RegExp(`(export class ${base} \\{\\s*)private constructor`), "$1protected constructor");
  }
  return text;
}
