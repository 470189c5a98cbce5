/** `WebAssembly.Module`, if the platform's types have it. Those of Node do not. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;

/** The sources that `init` can load the module from. */
export type InitSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | CompiledModule;

/** The checks that `init` makes on its downloads. */
export interface InitOptions {
  /**
   * The hash of each `.wasm` file by the file's name, as in the attribute `integrity` of HTML:
   * `{ "jobs.wasm": "sha384-…" }`. A file with other bytes is refused. A module that is inside its script has no file.
   */
  integrity: Record<string, string>;
}
