import type { InitOptions, InitSource } from "./init-source.js";

/**
 * Loads the WebAssembly modules of all entries of this package that were imported, in parallel. Call it once, and
 * await it before you use anything else of this package. Call it again after a later `import()` of another entry.
 *
 * Without an argument, it loads each file from the folder of its script, such as `{{wasm}}`. A function gets the name
 * of each file, and returns its address. With `{ integrity }`, each file is loaded from its usual place and checked
 * against its hash. Any other argument is the source of this entry's file, and only this entry is loaded: a URL, a
 * `Request`, a `Response`, the bytes, a compiled `WebAssembly.Module`, or a promise of one of them. Each file is loaded
 * once, and all calls share that load. After a failed load, the next call tries again.
 *
 * Rejects with `blocked` when `'wasm-unsafe-eval'` is missing from the page's Content-Security-Policy, with `network`
 * or `httpError` when a module cannot be downloaded, with `unreadableResponse` when the download is not a module of
 * this package or has a different hash, and with `invalidArgument` when the hash of a file is missing in `integrity`.
 *
 * @example
 * ```js
 * await init((file) => `/static/${file}`);
 * ```
 */
export default function init(
  source?: InitSource | Promise<InitSource> | ((file: string) => InitSource | Promise<InitSource>) | InitOptions,
): Promise<void>;
