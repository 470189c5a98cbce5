// Creates a separate module for each measurement, whose steps and memory can be counted and limited.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inRoot } from "../../../scripts/project.mjs";
import { sectionsOf } from "../../../scripts/build/wasm-reader.mjs";
import { optimise } from "../../../scripts/build/wasm.mjs";

const memories = 5;
const wasm = inRoot("dist", "all.wasm");

/** Returns the module as built. */
export const built = () => new Uint8Array(readFileSync(wasm));

/**
 * Returns the module with a call in each function and each round of a loop. These count its steps, which are the same
 * on every machine.
 */
export async function counting() {
  const folder = mkdtempSync(path.join(tmpdir(), "export-jobs-"));
  try {
    const counted = path.join(folder, "counting.wasm");
    await optimise(wasm, counted, "--optimize-level=0", "--log-execution=env");
    return new Uint8Array(readFileSync(counted));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Returns an unsigned number in LEB128.
 * @param {number} value @returns {number[]}
 */
const leb = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb(Math.floor(value / 128))]);

/**
 * Returns the module with a memory that cannot grow beyond this many pages of 64 KB.
 * @param {Uint8Array} bytes @param {number} pages
 */
export function withLimit(bytes, pages) {
  for (const { id, start, section } of sectionsOf(bytes)) {
    if (id !== memories) continue;
    const { end } = section;
    // One memory, and whether it has a limit.
    section.byte();
    section.byte();
    const least = section.number();
    const content = [1, 1, ...leb(least), ...leb(least + pages)];
    return Buffer.concat([
      bytes.subarray(0, start),
      Buffer.from([memories, ...leb(content.length), ...content]),
      bytes.subarray(end),
    ]);
  }
  throw new Error("The module has no memory.");
}

let loaded = 0;

/**
 * Loads a module that is not shared.
 * @param {Uint8Array | WebAssembly.Module} source
 * @returns {Promise<{ api: typeof import("export-jobs/all"), steps: () => number, memory: () => number }>}
 */
export async function fresh(source) {
  loaded += 1;
  const api = await import(new URL(`../../../dist/all.js?${loaded}`, import.meta.url).href);
  let steps = 0;
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const { instantiate } = WebAssembly;
  /** @param {any} source @param {any} imports */
  const watched = async (source, imports) => {
    const result = /** @type {any} */ (
      await instantiate(source, { ...imports, env: { ...imports.env, log_execution: () => void (steps += 1) } })
    );
    memory ??= Object.values((result.instance ?? result).exports).find((value) => value instanceof WebAssembly.Memory);
    return result;
  };
  WebAssembly.instantiate = watched;
  try {
    await api.default(source);
  } finally {
    WebAssembly.instantiate = instantiate;
  }
  return { api, steps: () => steps, memory: () => memory?.buffer.byteLength ?? 0 };
}
