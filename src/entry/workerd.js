import module from "#wasm";
import { loadFrom } from "./init.js";

/* global WASM */

// The entry for Cloudflare Workers, which cannot compile bytes: an import gives the compiled module.
loadFrom(WASM, module);

export { default } from "#browser";
export * from "#browser";
