export { init as default } from "./init.js";
export { ExportJobsError } from "./export-jobs-error.js";
export * from "#glue";
