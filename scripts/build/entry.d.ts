// What the build puts in the place of names in src/entry/, for checking its types.

/** The name of the package's entry, such as `export-jobs/jobs`. */
declare const SPECIFIER: string;
/** Where the entry's WebAssembly file is, from its script. */
declare const WASM: string;

/** wasm-bindgen's glue, as `javascript.mjs` adapts it. */
declare module "#glue" {
  const glue: {
    imports(): WebAssembly.Imports;
    start(instance: WebAssembly.Instance, module: WebAssembly.Module | BufferSource): void;
  };
  export default glue;
}

/** The browser's script of the entry. */
declare module "#browser" {
  export { default } from "export-jobs";
}

/** The types beside which the build writes those of the error. */
type Job = import("export-jobs").Job;
type ServiceError = import("export-jobs").ServiceError;
