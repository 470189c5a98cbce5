import { ExportJobsError } from "./export-jobs-error.js";

/* global SPECIFIER -- the name of the package's entry, which the build puts in. */

/** Stands where the WebAssembly exports will be, and names the mistake of using them before `init` is done. */
export const notLoaded = new Proxy(
  {},
  {
    get() {
      throw new ExportJobsError(
        "notInitialized",
        `${SPECIFIER} is not loaded yet: call init() and await it before anything else of this package.`,
      );
    },
  },
);
