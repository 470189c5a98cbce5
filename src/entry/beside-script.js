/**
 * Returns the address of a .wasm file next to its script. Vite's development server moves scripts of packages into a
 * cache, and leaves the .wasm behind. It still serves the package's folder, which is next to the cache. Any other
 * address stays as it is: the one that Next makes has no origin.
 */
export function besideScript(/** @type {URL} */ url) {
  // Without [^/]: the build of Vite 5 misreads a slash in a class, and then does not see the address of the .wasm.
  const address = url.href.replace(
    /\/node_modules\/\.(vite|cache)\/(.+\/)?deps\w*\//,
    "/node_modules/export-jobs/dist/",
  );
  return address === url.href ? url : address;
}
