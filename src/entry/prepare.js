import { nameElsewhere } from "./elsewhere.js";
import { register } from "./init.js";

/* The build replaces SPECIFIER, the name of the package's entry, and WASM, the name of the .wasm file. */
/* global SPECIFIER, WASM */

/**
 * Prepares the classes of an entry, and returns its `init`.
 *
 * @param {any} glue The output of wasm-bindgen.
 * @param {() => unknown} address Returns where the .wasm file is, or its bytes.
 */
export function prepare({ default: module, ...exported }, address) {
  // Keeps the names of minified classes, for the console.
  for (const [name, value] of Object.entries(exported))
    Object.defineProperty(value, "name", { value: name, configurable: true });
  nameElsewhere(exported);
  return register({ specifier: SPECIFIER, file: WASM, address, module });
}
