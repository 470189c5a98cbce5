// The names in src/entry/ that the build replaces, for type checking.

/** The name of the package's entry, such as `export-jobs/board`. */
declare const SPECIFIER: string;
/** The address of the entry's WebAssembly file, relative to its script. */
declare const WASM: string;

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
  export { default } from "export-jobs";
}

/** The types that the build writes next to those of the error. */
type Job = import("export-jobs").Job;
type ServiceError = import("export-jobs").ServiceError;
