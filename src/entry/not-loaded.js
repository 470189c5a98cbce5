import { ExportJobsError } from "./export-jobs-error.js";

/* The build replaces SPECIFIER with the name of the package's entry. */
/* global SPECIFIER */

/** Replaces the WebAssembly exports until `init` is done, and reports their use before that. */
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
