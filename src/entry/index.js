import * as glue from "#glue";

// Minified classes keep their names, for who looks at one in a console.
for (const [name, value] of Object.entries(glue))
  Object.defineProperty(value, "name", { value: name, configurable: true });

export { default } from "./init.js";
export { ExportJobsError } from "./export-jobs-error.js";
export * from "#glue";
