/** `WebAssembly.Module`, where the platform's types have it: those of Node do not. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;

/** What `init` loads the module from. */
export type InitSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | CompiledModule;

/**
 * Loads the WebAssembly module. Call it once and await it before anything else of this package.
 *
 * Without an argument it loads `{{wasm}}` from beside this file; pass a URL, a `Request`, a `Response`, the bytes or a
 * compiled `WebAssembly.Module` (or a promise of one) to load it from elsewhere. Calls that come while it loads, or later, share that
 * load and ignore their argument; after a failed load the next call tries again. Whatever fails is an `ExportJobsError`: `blocked` where
 * the page's Content-Security-Policy lacks `'wasm-unsafe-eval'`.
 */
export default function init(source?: InitSource | Promise<InitSource>): Promise<void>;
