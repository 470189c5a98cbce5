/**
 * @typedef {object} Entries The entries of export-jobs that the pages use.
 * @property {typeof import("../../dist/jobs.js")} jobs
 * @property {typeof import("../../dist/board.js")} board
 * @property {typeof import("../../dist/project.js")} project
 * @property {typeof import("../../dist/recovery.js")} recovery
 * @property {typeof import("../../dist/services.js")} services
 */

/**
 * Loads an entry of export-jobs. Browsers remember that a script failed to load, so each further attempt uses another
 * address.
 *
 * @template {keyof Entries} Name
 * @param {Name} name
 * @param {number} [attempt] 0 for the first.
 * @returns {Promise<Entries[Name]>} The entry, ready for use.
 */
export async function loadModule(name, attempt = 0) {
  const script = `../../dist/${name}.js`;
  const entry = await import(attempt === 0 ? script : `${script}?attempt=${attempt}`);
  await entry.default();
  return entry;
}

/**
 * Loads and defines the elements.
 * @param {number} [attempt] 0 for the first.
 */
export async function loadElements(attempt = 0) {
  const script = "../../dist/elements.js";
  /** @type {typeof import("../../dist/elements.js")} */
  const { defineElements } = await import(attempt === 0 ? script : `${script}?attempt=${attempt}`);
  defineElements();
}
