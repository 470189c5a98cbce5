// Builds the .d.ts of an entry: the classes as wasm-bindgen writes them, with our own init instead of its loader. The
// types that all entries share have their own .d.ts.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { inRoot } from "../project.mjs";
import { shared } from "./entries.mjs";

const read = (...name) => readFileSync(inRoot("src", ...name), "utf8");

/** Joins files of src/ that import from each other into one file. */
const joined = (...texts) => `${texts.join("\n").trim()}\n`.replace(/^(import type [^;]*;|\/\/ Made of .*)\n+/gm, "");

/** Declares `Symbol.dispose`, which the libraries of a program may not include. */
const libraries = `/// <reference lib="esnext.disposable" />\n\n`;

/** Returns the types that all entries share. */
export const sharedDeclarations = () =>
  libraries +
  joined(
    read("types", "declared", "job.d.ts"),
    read("types", "declared", "error.d.ts"),
    read("types", "loader-error.d.ts"),
    read("entry", "export-jobs-error.d.ts"),
    read("entry", "init-source.d.ts"),
  );

/** Returns the lines that re-export the shared types. */
function takeShared() {
  const found = sharedDeclarations().matchAll(/^export (?:declare )?(?:class|interface|type) (\w+)/gm);
  const names = [...new Set(Array.from(found, ([, name]) => name))];
  const from = `from "./${shared.types.replace(".d.ts", ".js")}";`;
  return `import type { ${names.join(", ")} } ${from}\nexport * ${from}\n`;
}

export function declarations({ wasm }, folder) {
  const generated = readFileSync(path.join(folder, "export_jobs.d.ts"), "utf8");
  const loader = generated.indexOf("export type InitInput");
  if (loader < 0)
    throw new Trouble(
      "wasm-bindgen's types no longer end with its loader.",
      "adapt scripts/build/types.mjs to the new wasm-bindgen.",
    );
  const init = read("entry", "entry.d.ts").replace("{{wasm}}", wasm);
  return takeShared() + joined(init, tidy(generated.slice(0, loader)));
}

/** Returns the same types for CommonJS, where the file of the shared types has another name. */
export const forCommonJs = (types) => types.replaceAll('from "./shared.js"', 'from "./shared.cjs"');

/** Corrects what TypeScript does not accept in wasm-bindgen's output. */
function tidy(types) {
  let text = types.replace(/^\/\* (tslint|eslint).*\n/gm, "").replace(/^( *\* )r" /gm, "$1"); // documentation that went through a Rust macro
  // The methods that wasm-bindgen adds to each class.
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
