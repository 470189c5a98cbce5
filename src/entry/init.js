import { ExportJobsError } from "./export-jobs-error.js";
import glue from "#glue";

/* global WASM -- the name of the .wasm file, which the build puts in: bundlers look for it in `new URL` as a text. */

let loading;

/**
 * Loads the module, once. Calls that come while it loads, or later, share that load; after a failed one the next call tries again.
 * `source` may also be a function, which is called only when a load really starts.
 */
export function init(source = () => new URL(WASM, import.meta.url)) {
  loading ??= load(source).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(source) {
  let input = await (typeof source === "function" ? source() : source);
  if (typeof input === "string" || input instanceof URL || (typeof Request === "function" && input instanceof Request)) input = await download(input);
  if (input?.ok === false) throw new ExportJobsError("httpError", `The WebAssembly module could not be loaded from ${input.url}: HTTP ${input.status}`, { status: input.status });
  try {
    const { instance, module } = await instantiate(input, glue.imports());
    glue.start(instance, module);
  } catch (cause) {
    const from = input?.url ? ` of ${input.url}` : "";
    const type = input?.headers?.get("content-type");
    throw new ExportJobsError("unreadableResponse", `The WebAssembly module${from}${type ? ` (${type})` : ""} could not be started: ${cause?.message ?? cause}`, { cause });
  }
}

async function download(input) {
  try {
    return await fetch(input);
  } catch (cause) {
    throw new ExportJobsError("network", `The WebAssembly module could not be loaded from ${input.url ?? input}: ${cause?.message ?? cause}`, { cause });
  }
}

async function instantiate(input, imports) {
  let source = input;
  if (typeof input?.arrayBuffer === "function") {
    // Compiling while it downloads needs the right Content-Type, which not every server sends.
    const streams = WebAssembly.instantiateStreaming && input.headers?.get("content-type")?.startsWith("application/wasm");
    if (streams) return await WebAssembly.instantiateStreaming(input, imports);
    source = await input.arrayBuffer();
  }
  const result = await WebAssembly.instantiate(source, imports);
  return result.instance ? result : { instance: result, module: source };
}
