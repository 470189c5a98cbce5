// Shortens the names of imports and exports between the module and its glue. wasm-bindgen names each import after its
// source and a hash. The hash does not compress, and is in both files.
import { readFileSync, writeFileSync } from "node:fs";
import { Trouble } from "../command.mjs";
import { replaceOnce } from "./javascript.mjs";

/** The wasm-opt pass that renames, and prints the new names as JSON. */
export const renaming = "--minify-imports-and-exports-and-modules";

/** Renames in the glue what wasm-opt renamed in the module. */
export function renameInGlue(file, printed) {
  const { imports, exports } = JSON.parse(printed);
  const names = new Map([...imports.map(([, long, short]) => [long, short]), ...exports]);
  // Matches only whole names of members: `wasm.name`, `wasm["name"]` and `__wbg_name: function`.
  const found = new Set();
  let text = readFileSync(file, "utf8").replace(/(?<=\bwasm\.|\bwasmInstance\.exports\.|^ {8})[\w$]+\b/gm, (name) => {
    if (!names.has(name)) return name;
    found.add(name);
    return names.get(name);
  });
  // A function whose arguments need no conversion is imported from its own file, without a function of the glue.
  const direct = new Map();
  text = text.replace(/^ {8}"(\.\/snippets\/[^"]+)": (import\d+),\n/gm, (_, module, object) => {
    for (const [, long, short] of imports.filter(([from]) => from === module)) {
      found.add(long);
      direct.set(short, `${short}: ${object}.${long}`);
    }
    return "";
  });
  const lost = [...names.keys()].filter((name) => !found.has(name) && imports.some(([, long]) => long === name));
  if (lost.length > 0)
    throw new Trouble(
      `wasm-bindgen's glue no longer names its imports as expected: ${lost.slice(0, 3).join(", ")} …`,
      "adapt scripts/build/short-names.mjs to the new wasm-bindgen.",
    );
  // All imports come from one module, which wasm-opt calls "a".
  const all = ["...import0", ...direct.values()];
  writeFileSync(file, replaceOnce(text, '"./export_jobs_bg.js": import0', `a: { ${all.join(", ")} }`));
}
