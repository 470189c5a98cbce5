/**
 * Returns the address of a .wasm file beside its script. Vite's development server moves scripts of packages into a
 * cache, and leaves the .wasm behind. It still serves the package's folder, which is beside the cache.
 */
export const besideScript = (/** @type {URL} */ url) =>
  new URL(url.href.replace(/\/node_modules\/\.vite[^/]*\/deps[^/]*\//, "/node_modules/export-jobs/dist/"));
