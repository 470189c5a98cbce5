// Runs the export in a page, and keeps the outcome for the test.
import { exportProject } from "./export.js";

exportProject().then(
  (outcome) => (globalThis.outcome = outcome),
  (error) => (globalThis.outcome = `failed: ${error?.message ?? error}`),
);
