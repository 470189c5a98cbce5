import { ExportJobsError } from "./export-jobs-error.js";
import glue from "#glue";

/*
 * The build replaces SPECIFIER, the name of the package's entry, and WASM, the name of the .wasm file. Bundlers look
 * for that name as text in `new URL`.
 */
/* global SPECIFIER, WASM */

let loading;

/**
 * Loads the module once. Later calls share the same load. After a failed load, the next call tries again. `source`
 * may also be a function, which is called only when a load starts.
 */
export default function init(source = () => new URL(WASM, import.meta.url)) {
  loading ??= load(source).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(source) {
  let input = await taken(() => (typeof source === "function" ? source() : source), "");
  // A URL or a Request, possibly from another realm.
  if (typeof input === "string" || typeof input?.href === "string" || typeof input?.method === "string") {
    const target = input;
    input = await taken(() => fetch(target), ` from ${target.url ?? target}`);
  }
  if (input?.ok === false) {
    throw new ExportJobsError(
      "httpError",
      `The WebAssembly module could not be loaded from ${input.url}: HTTP ${input.status}. ${moved()}`,
      { status: input.status },
    );
  }
  try {
    const { instance, module } = await instantiate(input, glue.imports());
    glue.start(instance, module);
  } catch (cause) {
    throw ExportJobsError.is(cause) ? cause : notStarted(input, cause);
  }
}

/** Awaits a source. `from` names it in messages. */
async function taken(source, from) {
  try {
    return await source();
  } catch (cause) {
    if (ExportJobsError.is(cause)) throw cause;
    throw new ExportJobsError(
      "network",
      `The WebAssembly module could not be loaded${from}: ${cause?.message ?? cause}`,
      { cause },
    );
  }
}

async function instantiate(input, imports) {
  let source = input;
  if (typeof input?.arrayBuffer === "function") {
    const type = typeOf(input);
    if (type.startsWith("text/html")) throw isPage(input);
    // Compiling during the download needs the right Content-Type, which not every server sends.
    if (WebAssembly.instantiateStreaming && type.startsWith("application/wasm")) {
      try {
        return await WebAssembly.instantiateStreaming(input, imports);
      } catch (error) {
        // The platform accepts only its own responses, and does not read others.
        if (input.bodyUsed !== false) throw error;
      }
    }
    source = await input.arrayBuffer();
    if (/^\s*</.test(new TextDecoder().decode(source.slice(0, 64)))) throw isPage(input);
  }
  // Bytes give an object with both; a compiled module gives only the instance.
  const result = /** @type {any} */ (await WebAssembly.instantiate(source, imports));
  return result.instance ? result : { instance: result, module: source };
}

const typeOf = (input) => input?.headers?.get?.("content-type") ?? "";

/** Returns the error that says why the module did not start, as far as that is known. */
function notStarted(input, cause) {
  const said = `${cause?.message ?? cause}`;
  if (typeof WebAssembly !== "object")
    return new ExportJobsError(
      "blocked",
      "This platform has no WebAssembly, or has it turned off (as in the Lockdown Mode of iOS).",
      { cause },
    );
  if (isForbidden()) {
    return new ExportJobsError(
      "blocked",
      `This page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src, such as: script-src 'self' 'wasm-unsafe-eval'. The browser says: ${said}`,
      { cause },
    );
  }
  // Chromium and Firefox call it the magic word and the magic number.
  if (/magic|doesn't start with/.test(said)) return isPage(input, cause);
  const from = input?.url ? ` of ${input.url}` : "";
  const type = typeOf(input);
  return new ExportJobsError(
    "unreadableResponse",
    `The WebAssembly module${from}${type ? ` (${type})` : ""} could not be started: ${said}`,
    { cause },
  );
}

/** Returns whether even the smallest module may not be compiled. */
function isForbidden() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return false;
  } catch {
    return true;
  }
}

/** Returns the error for an answer that is a web page, or anything else that is not a module. */
function isPage(input, cause) {
  const type = typeOf(input);
  return new ExportJobsError(
    "unreadableResponse",
    `${input?.url || "What init was given"} is not a WebAssembly module${type ? ` (${type})` : ""}: probably a web page in its place. ${moved()}`,
    { cause },
  );
}

/** Says what to do if the module is not where its script looks for it. */
const moved = () =>
  `A build tool that moves the script of ${SPECIFIER} has to take ${WASM.slice(2)} along. With Vite, which moves scripts while it optimizes, set optimizeDeps: { exclude: ["export-jobs"] }; with Angular, esbuild or Rollup, copy the file to where the site serves it and give its address: init("/${WASM.slice(2)}").`;
