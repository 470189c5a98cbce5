import { ExportJobsError } from "./export-jobs-error.js";
import { once } from "./once.js";

/**
 * An entry of the package whose script was evaluated.
 *
 * @typedef {object} Entry
 * @property {string} specifier Its name, such as `export-jobs/board`.
 * @property {string} file The name of its WebAssembly file.
 * @property {() => unknown} address Returns the address of this file, or its bytes.
 * @property {{ imports(): WebAssembly.Imports, start(instance: WebAssembly.Instance, module: unknown): void }} module
 * Its glue.
 * @property {Promise<void>} [loading]
 */

/**
 * The entries in the order of their import, compiled modules by the name of their file, and how files are read. Only
 * Node reads them, because its `fetch` does not.
 *
 * @typedef {(file: URL, integrity?: string) => Promise<any>} ReadFile Rejects if a file is not the one with this hash.
 * @type {{ entries: Set<Entry>, compiled: Record<string, WebAssembly.Module>, readFile?: ReadFile }}
 */
const page = once("init", () => ({ entries: new Set(), compiled: {} }));

/** Makes `init` read files with a function. @param {ReadFile} read */
export function readFilesWith(read) {
  page.readFile = read;
}

/** Makes `init` take a compiled module in place of a file. */
export function loadFrom(file, module) {
  page.compiled[file] = module;
}

/**
 * Registers an entry, and returns its `init`. Without an argument, `init` loads every entry that was imported. With a
 * function, it loads them from what the function returns for the name of each file. With `{ integrity }`, which has a
 * hash for the name of each file, it checks what it downloads. Any other argument is the source of this entry.
 * Each entry is loaded once, and all calls share the load. After a failed load, the next call tries again.
 *
 * @param {Entry} own
 */
export function register(own) {
  page.entries.add(own);
  return async function init(/** @type {any} */ source) {
    const of = typeof source === "function" ? source : undefined;
    // The `url` of a Request is text.
    const hashes = typeof source?.integrity === "object" ? source.integrity : undefined;
    const wanted = source === undefined || of || hashes ? page.entries : [own];
    const loads = [...wanted].map((entry) => {
      const given = hashes ? undefined : source;
      const from = of ? () => of(entry.file) : () => given ?? page.compiled[entry.file] ?? entry.address();
      return loaded(entry, from, hashes);
    });
    // This waits for all loads, so that one failure does not hide another.
    const failed = (await Promise.allSettled(loads)).find((load) => load.status === "rejected");
    if (failed) throw failed.reason;
  };
}

/** @param {Entry} entry @param {() => unknown} source @param {Record<string, string>} [hashes] */
function loaded(entry, source, hashes) {
  entry.loading ??= load(entry, source, hashes).catch((error) => {
    entry.loading = undefined;
    throw error;
  });
  return entry.loading;
}

/** @param {Entry} entry @param {() => unknown} source @param {Record<string, string>} [hashes] */
async function load(entry, source, hashes) {
  let input = await taken(source, "");
  // A URL or a Request, possibly from another realm.
  if (typeof input === "string" || typeof input?.href === "string" || typeof input?.method === "string") {
    const target = input;
    const isFile = page.readFile && /^file:/.test(target.href ?? target);
    const integrity = hashes ? hashOf(entry, hashes) : target.integrity;
    input = await taken(
      () => (isFile ? page.readFile(new URL(target), integrity) : fetched(target, integrity)),
      ` from ${target.url ?? target}`,
    );
  }
  if (input?.ok === false) {
    throw new ExportJobsError(
      "httpError",
      `The WebAssembly module could not be loaded from ${input.url}: HTTP ${input.status}. ${moved(entry)}`,
      { status: input.status },
    );
  }
  try {
    const { instance, module } = await instantiate(entry, input);
    entry.module.start(instance, module);
  } catch (cause) {
    throw ExportJobsError.is(cause) ? cause : notStarted(entry, input, cause);
  }
}

/** Returns the hash that a page gave for the file of an entry. The platform would ignore a hash of an unknown kind. */
function hashOf({ file }, hashes) {
  const hash = hashes[file];
  if (/^sha(256|384|512)-/.test(hash)) return hash;
  throw new ExportJobsError(
    "invalidArgument",
    `init got ${hash ? `"${hash}" as the` : "no"} integrity of ${file}. It loads every entry that the page imports, and needs the hash of each: init({ integrity: { "${file}": "sha384-…" } }). npx export-jobs-preload --integrity prints it.`,
  );
}

/** Fetches a file. The platform reports a wrong hash like a missing network, so this finds out which one it was. */
async function fetched(target, integrity) {
  if (!integrity) return await fetch(target);
  try {
    return await fetch(target, { integrity });
  } catch (cause) {
    // Rejects without a network. Its body is not used.
    const answer = await fetch(target, { integrity: "" });
    if (!answer.ok) return answer;
    throw new ExportJobsError("unreadableResponse", changed(answer.url, integrity), { cause });
  }
}

/** Returns the message about a file with a wrong hash. */
export const changed = (url, integrity) =>
  `${url} was refused: its bytes do not have the integrity ${integrity}. They were changed, or the hash is that of another version.`;

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

async function instantiate(entry, input) {
  const imports = entry.module.imports();
  let source = input;
  if (typeof input?.arrayBuffer === "function") {
    const type = typeOf(input);
    if (type.startsWith("text/html")) throw isPage(entry, input);
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
    if (/^\s*</.test(new TextDecoder().decode(source.slice(0, 64)))) throw isPage(entry, input);
  }
  // Bytes give an object with both; a compiled module gives only the instance.
  const result = /** @type {any} */ (await WebAssembly.instantiate(source, imports));
  return result.instance ? result : { instance: result, module: source };
}

const typeOf = (input) => input?.headers?.get?.("content-type") ?? "";

/** Returns the error that says why the module did not start, as far as that is known. */
function notStarted(entry, input, cause) {
  const said = `${cause?.message ?? cause}`;
  // Salesforce's Lightning Web Security removes members.
  if (typeof globalThis.WebAssembly?.instantiate !== "function")
    return new ExportJobsError(
      "blocked",
      `This platform has no WebAssembly, or has it turned off (as in the Lockdown Mode of iOS, and in Lightning Web Security). ${apart}`,
      { cause },
    );
  if (isForbidden()) {
    return new ExportJobsError(
      "blocked",
      `This page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src, such as: script-src 'self' 'wasm-unsafe-eval'. ${apart} The browser says: ${said}`,
      { cause },
    );
  }
  // Chromium and Firefox call it the magic word and the magic number.
  if (/magic|doesn't start with/.test(said)) return isPage(entry, input, cause);
  const from = input?.url ? ` of ${input.url}` : "";
  const type = typeOf(input);
  return new ExportJobsError(
    "unreadableResponse",
    `The WebAssembly module${from}${type ? ` (${type})` : ""} could not be started: ${said}`,
    { cause },
  );
}

/** Says what to do about a policy that cannot be changed. */
const apart = "If you cannot change that, run the module in an iframe or a worker that has a policy of its own.";

/** Returns whether even the smallest module is refused: its compilation, or in WebKit its instance. */
function isForbidden() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    return false;
  } catch {
    return true;
  }
}

/** Returns the error for an answer that is a web page, or anything else that is not a module. */
function isPage(entry, input, cause) {
  const type = typeOf(input);
  return new ExportJobsError(
    "unreadableResponse",
    `${input?.url || "What init was given"} is not a WebAssembly module${type ? ` (${type})` : ""}: probably a web page in its place. ${moved(entry)}`,
    { cause },
  );
}

/** Says what to do if the module is not where its script looks for it. */
const moved = ({ specifier, file }) =>
  `A build tool that moves the script of ${specifier} has to take ${file} along. Vite's development server does with optimizeDeps: { exclude: ["export-jobs"] }. With esbuild, Rollup and others, import ${specifier}/inline, which has the module inside, or copy the file to where the site serves it and give its address: init("/${file}").`;
