import { ExportJobsError } from "./export-jobs-error.js";

/** Replaces the WebAssembly exports of an entry until `init` is done, and reports their use before that. */
export const notLoaded = (specifier) =>
  new Proxy(
    {},
    {
      get() {
        throw new ExportJobsError(
          "notInitialized",
          `${specifier} is not loaded yet: call init() and await it before anything else of this package. Call it again for an entry that was imported later.`,
        );
      },
    },
  );
