// Builds the .d.ts of an entry: the classes as wasm-bindgen writes them, with our own init and error instead of its
// loader.
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
  const all =
    [...own.map((text) => text.replace("{{wasm}}", wasm)), tidy(generated.slice(0, loader))].join("\n").trim() + "\n";
  // The files of src/types/ import from each other, and stand in one file here.
  return all.replace(/^(import type [^;]*;|\/\/ Made of .*)\n+/gm, "");
}

/** Corrects what TypeScript does not accept in wasm-bindgen's output. */
function tidy(types) {
  let text = types.replace(/^\/\* (tslint|eslint).*\n/gm, "").replace(/^( *\* )r" /gm, "$1"); // documentation that went through a Rust macro
  // What wasm-bindgen adds to each class.
  text = text
    .replace(/^( *)(private constructor\(\);)$/gm, "$1/** Objects of this class come from the package. */\n$1$2")
    .replace(
      /^( *)(free\(\): void;)$/gm,
      "$1/** Frees the memory of the object at once. It cannot be used afterwards. */\n$1$2",
    )
    .replace(/^( *)(\[Symbol\.dispose\]\(\): void;)$/gm, "$1/** The same as `free`, for `using`. */\n$1$2");
  for (const [, base] of text.matchAll(/^export class \w+ extends (\w+)/gm)) {
    // A class with subclasses cannot have a private constructor.
    text = text.replace(
      new RegExp(`(export class ${base} \\{\\s*(?:/\\*\\*.*\\*/\\s*)?)private constructor`),
      "$1protected constructor",
    );
  }
  return text;
}
