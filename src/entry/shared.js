// What the entries of the package share. It is one script, so a page that imports several entries has one
// ExportJobsError, and one init loads all of them.
export { ExportJobsError } from "./export-jobs-error.js";
export { readFilesWith, register } from "./init.js";
export * from "./elsewhere.js";
export * from "./fetch.js";
export * from "./members.js";
export * from "./misuse.js";
export * from "./not-loaded.js";
