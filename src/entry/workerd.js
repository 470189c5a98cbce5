import module from "#wasm";
import { loadFrom } from "./init.js";

/* global WASM */

// The entry on Cloudflare's workers, which compile no bytes: the module comes compiled from an import.
loadFrom(WASM, module);

export { default } from "#browser";
export * from "#browser";
