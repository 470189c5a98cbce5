// Short names for what the module and its glue have of each other. wasm-bindgen names each import after its source and a hash, which
// no compression takes away, and which stands in both files.
import { readFileSync, writeFileSync } from "node:fs";
import { Trouble } from "../command.mjs";
import { replaceOnce } from "./javascript.mjs";

/** The pass of wasm-opt that renames, and prints what it renamed as JSON. */
export const renaming = "--minify-imports-and-exports-and-modules";

/** Renames in the glue what wasm-opt renamed in the module. */
export function renameInGlue(file, printed) {
  const { imports, exports } = JSON.parse(printed);
  const names = new Map([...imports.map(([, long, short]) => [long, short]), ...exports]);
  // Of `wasm.name`, `wasm["name"]` and `__wbg_name: function`, whatever is a member's name and nothing longer.
  const found = new Set();
  const text = readFileSync(file, "utf8").replace(/(?<=\bwasm\.|\bwasmInstance\.exports\.|^ {8})[\w$]+\b/gm, (name) => {
    if (!names.has(name)) return name;
    found.add(name);
    return names.get(name);
  });
  const lost = [...names.keys()].filter((name) => !found.has(name) && imports.some(([, long]) => long === name));
  if (lost.length > 0)
    throw new Trouble(
      `wasm-bindgen's glue no longer names its imports as expected: ${lost.slice(0, 3).join(", ")} …`,
      "adapt scripts/build/short-names.mjs to the new wasm-bindgen.",
    );
  // All imports are of one module, which wasm-opt calls "a".
  writeFileSync(file, replaceOnce(text, '"./export_jobs_bg.js":', "a:"));
}
