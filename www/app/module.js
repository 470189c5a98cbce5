const MODULE = "../../dist/index.js";

/** @typedef {typeof import("../../dist/index.js")} ExportJobs What the package exports. */

/**
 * Loads export-jobs. Browsers remember that a script failed to load, so each further attempt uses another address.
 *
 * @param {number} attempt 0 for the first.
 * @returns {Promise<ExportJobs>} The module, ready for use.
 */
export async function loadModule(attempt) {
  const exportJobs = await import(attempt === 0 ? MODULE : `${MODULE}?attempt=${attempt}`);
  await exportJobs.default();
  return exportJobs;
}
