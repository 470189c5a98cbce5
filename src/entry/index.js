import * as glue from "#glue";

// Keeps the names of minified classes, for the console.
for (const [name, value] of Object.entries(glue))
  Object.defineProperty(value, "name", { value: name, configurable: true });

export { default } from "./init.js";
export { ExportJobsError } from "./export-jobs-error.js";
export * from "#glue";
