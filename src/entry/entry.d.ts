/** `WebAssembly.Module`, if the platform's types have it. Those of Node do not. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;

/** The sources that `init` can load the module from. */
export type InitSource = string | URL | Request | Response | ArrayBuffer | ArrayBufferView | CompiledModule;

/**
 * Loads the WebAssembly module. Call it once, and await it before you use anything else of this package.
 *
 * Without an argument, it loads `{{wasm}}` from beside this file. To load it from elsewhere, pass a URL, a `Request`,
 * a `Response`, the bytes or a compiled `WebAssembly.Module`, or a promise of one of them. Later calls share the same
 * load and ignore their argument. After a failed load, the next call tries again.
 *
 * Rejects with `blocked` when the page's Content-Security-Policy lacks `'wasm-unsafe-eval'`, with `network` or
 * `httpError` when the module cannot be downloaded, and with `unreadableResponse` when what was downloaded is not this
 * module.
 */
export default function init(source?: InitSource | Promise<InitSource>): Promise<void>;
