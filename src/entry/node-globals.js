// For the scripts for CommonJS. Node has these as globals, but a test in a simulated page does not see them: Jest with
// jsdom runs it in a separate context.
import * as util from "node:util";
import { runInThisContext } from "node:vm";

/** The global object of the page, or Node's if `fetch` or its classes are missing from the page. */
const home = typeof Request === "function" ? globalThis : runInThisContext("globalThis");

export const TextDecoder = /** @type {typeof globalThis.TextDecoder} */ (/** @type {unknown} */ (util.TextDecoder));
export const TextEncoder = /** @type {typeof globalThis.TextEncoder} */ (/** @type {unknown} */ (util.TextEncoder));
// A class accepts only objects of its own realm.
const { AbortController, Headers, ReadableStream, Request: OwnRequest, Response, fetch, structuredClone } = home;
export { AbortController, Headers, ReadableStream, OwnRequest as Request, Response, fetch, structuredClone };
