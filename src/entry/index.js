import * as glue from "#glue";
import { nameElsewhere } from "./elsewhere.js";
import { register } from "./init.js";

/* The build replaces SPECIFIER, the name of the package's entry, and WASM, the name of the .wasm file. */
/* global SPECIFIER, WASM */

const { default: module, ...exported } = glue;
// Keeps the names of minified classes, for the console.
for (const [name, value] of Object.entries(exported))
  Object.defineProperty(value, "name", { value: name, configurable: true });
nameElsewhere(exported);

export default register({
  specifier: SPECIFIER,
  file: WASM.slice(2),
  // Bundlers look for this text.
  address: () => new URL(WASM, import.meta.url),
  module,
});
export { ExportJobsError } from "./export-jobs-error.js";
export * from "#glue";
