import * as glue from "#glue";
import { besideScript } from "./beside-script.js";
import { prepare } from "./prepare.js";

/* The build replaces WASM_URL. */
/* global WASM_URL */

// Bundlers look for this text: a literal, and import.meta.url.
export default prepare(glue, () => besideScript(new URL(WASM_URL, import.meta.url)));
export { ExportJobsError } from "./export-jobs-error.js";
export * from "#glue";
