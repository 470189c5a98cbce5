// What a panic says, taken out of the module. Nobody hears it: the standard library writes it to an error output, which this target does
// not have, and then traps. Now it traps at once; the page sees the same `RuntimeError: unreachable`.
import { readFileSync, writeFileSync } from "node:fs";
import { Trouble } from "../command.mjs";
import { ids, sectionsOf } from "./wasm-reader.mjs";

/** The standard library's functions that do nothing but panic, and those that only they call. */
const panicking = [
  /^[<&]*std::panicking::/,
  /^std::(alloc::rust_oom|sys::backtrace::__rust_end_short_backtrace|thread::local::panic_access_error)/,
  /^__rustc::(rust_begin_unwind|rust_panic|__rust_alloc_error_handler)$/,
  /^core::panicking::/,
  /^core::(cell::panic_|cell::lazy::panic_|option::(expect|unwrap)_failed|result::unwrap_failed|slice::.*_fail$|str::slice_error_fail)/,
  /^alloc::(alloc::handle_alloc_error|raw_vec::(capacity_overflow|handle_error))$/,
];

/** A function's name as Rust spells it: binaryen writes `\20` for a space, rustc the hash of a crate in brackets. */
const plain = (name) => name.replace(/\\([0-9a-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16))).replace(/\[[0-9a-f]{16}\]/g, "");

/** Rewrites a .wasm file that still has its names. */
export async function silencePanics(file) {
  const { default: binaryen } = await import("binaryen");
  binaryen.setDebugInfo(true); // keeps the names
  const module = binaryen.readBinary(withoutLocations(readFileSync(file)));
  try {
    const found = [];
    for (let index = 0; index < module.getNumFunctions(); index += 1) {
      const reference = module.getFunctionByIndex(index);
      const { name, module: source } = binaryen.getFunctionInfo(reference);
      if (source || !panicking.some((names) => names.test(plain(name)))) continue;
      binaryen.Function.setBody(reference, module.unreachable());
      found.push(plain(name));
    }
    if (!found.includes("core::panicking::panic_fmt")) throw new Trouble("The standard library's panics go by other names than before.", "adapt scripts/build/panics.mjs to the new compiler.");
    writeFileSync(file, module.emitBinary());
  } finally {
    module.dispose();
  }
}

/** Zeros where the data has the places in the sources that panics name: each a path's address and length, a line and a column. wasm-opt leaves zeros out. */
export function withoutLocations(bytes) {
  const result = Buffer.from(bytes);
  const segments = [...sectionsOf(result)].filter(({ id }) => id === ids.data).flatMap(({ section }) => segmentsIn(section));
  const paths = new Map();
  for (const { address, at, end } of segments) {
    for (let place = at + (-address & 3); place + 16 <= end; place += 4) {
      const [path, length] = [result.readUInt32LE(place), result.readUInt32LE(place + 4)];
      const holder = segments.find((it) => path >= it.address && path + length <= it.address + it.end - it.at);
      if (!holder || length > 300) continue;
      const start = holder.at + path - holder.address;
      if (!/^[\w/.-]+\.rs$/.test(result.toString("latin1", start, start + length))) continue;
      result.fill(0, place, place + 16);
      paths.set(start, start + length);
    }
  }
  for (const [start, end] of paths) result.fill(0, start, end);
  return result;
}

/** The active segments of a data section: the address of each in memory, and where its bytes are in the file. */
function segmentsIn(section) {
  return Array.from({ length: section.number() }, () => {
    // What LLVM's linker writes: memory 0, `i32.const`, an address below 2^31, `end`.
    if (section.number() !== 0 || section.byte() !== 0x41) throw new Trouble("The data of the module is laid out otherwise than before.", "adapt scripts/build/panics.mjs to the new linker.");
    const address = section.number();
    section.byte();
    const { at, end } = section.part(section.number());
    return { address, at, end };
  });
}
