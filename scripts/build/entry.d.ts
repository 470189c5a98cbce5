// The names in src/entry/ that the build replaces, for type checking.

/** The name of the package's entry, such as `export-jobs/board`. */
declare const SPECIFIER: string;
/** The name of the entry's WebAssembly file. */
declare const WASM: string;
/** The address of that file, relative to the script. */
declare const WASM_URL: string;
/** The version of the package. */
declare const VERSION: string;

/** The glue of wasm-bindgen, as `javascript.mjs` adapts it. */
declare module "#glue" {
  const module: {
    imports(): WebAssembly.Imports;
    start(instance: WebAssembly.Instance, module: unknown): void;
  };
  export default module;
}

/** The entry's script for the browser. */
declare module "#browser" {
  export { default, ExportJobsError } from "export-jobs";
}

/** The entry's WebAssembly file, as Cloudflare's workers import it. */
declare module "#wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** The entry's WebAssembly file, compressed with gzip, as base64. */
declare module "#packed" {
  const text: string;
  export default text;
}

/** The types that the build writes next to those of the error. */
type Job = import("export-jobs").Job;
type ServiceError = import("export-jobs").ServiceError;
