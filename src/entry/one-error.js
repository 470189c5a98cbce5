import { ExportJobsError as Own } from "./export-jobs-error.js";
import { once } from "./once.js";

// The build puts this file in place of export-jobs-error.js, which itself imports nothing: Rust names it.
/** One class in all entries, so that `instanceof` holds. */
export const ExportJobsError = once("ExportJobsError", () => Own);
