// Takes the panic messages out of a module. A panic ends the module with a trap, and nobody sees its message: there is
// no console behind it. The functions that report a panic become a trap, so that wasm-opt removes what they call.
import { bodiesIn, ids, importedFunctions, namesIn, sectionsOf } from "./wasm-reader.mjs";
import { number, sized, trap } from "./wasm-writer.mjs";

/**
 * Functions of Rust's standard library that never return. If a new compiler names one differently, it stays, and the
 * module is only larger.
 */
const reports = new RegExp(
  `^(${[
    "core::panicking::.+",
    "core::(option|result)::(expect|unwrap)_failed",
    "core::cell::panic_already_(mutably_)?borrowed",
    "core::cell::lazy::panic_poisoned",
    "core::str::slice_error_fail(_rt)?",
    "core::slice::index::slice_index_fail",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "alloc::raw_vec::(capacity_overflow|handle_error)",
    "alloc::alloc::handle_alloc_error",
    "std::alloc::rust_oom",
    "std::thread::local::panic_access_error",
    "__rustc::rust_begin_unwind",
    "<alloc::vec::Vec<_, _>>::\\w+::assert_failed",
    "<std::panicking::panic_handler::.+",
  ].join("|")})$`,
);

/** The errors of these functions only. */
const texts = [
  "assertion failed: self.is_char_boundary(new_len)",
  "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive",
  "slice index starts at ",
  " but ends at ",
  "range start index ",
  "range end index ",
  " out of range for slice of length ",
  "cannot access a Thread Local Storage value during or after destruction: ",
  "copy_from_slice: source slice length (",
  ") does not match destination slice length (",
  "removal index (is ",
  ") should be < len (is ",
  "finish: callbacks should be Some",
  "finish: result should be None",
  "Attempted to initialize thread-local while it is being dropped",
  "window size must be non-zero",
  "destination and source slices have different lengths",
  "internal error: entered unreachable code",
  "Tried to shrink to a larger capacity",
  "attempt to join into collection with len > usize::MAX",
  "LazyCell instance has previously been poisoned",
  "`async fn` resumed after completion",
  "RefCell already mutably borrowed",
  "RefCell already borrowed",
];

/** Returns the module without its panic messages. It needs the names of its functions. */
export function withoutPanics(bytes) {
  const names = namesIn(bytes);
  let imported = 0;
  const parts = [bytes.subarray(0, 8)];
  for (const { id, start, section } of sectionsOf(bytes)) {
    const { at, end } = section;
    if (id === ids.imports) imported = importedFunctions(section);
    if (id === ids.code) {
      const bodies = bodiesIn(section).map((body, index) =>
        reports.test(names.get(imported + index)) ? trap : bytes.subarray(body.at, body.end),
      );
      parts.push(sized(id, number(bodies.length), ...bodies.flatMap((body) => [number(body.length), body])));
    } else if (id === ids.data) {
      const content = Buffer.from(bytes.subarray(at, end));
      clearPlaces(content, segmentsIn(section), at);
      clearTexts(content);
      parts.push(bytes.subarray(start, at), content);
    } else parts.push(bytes.subarray(start, end));
  }
  return Buffer.concat(parts);
}

/** Returns where each segment of data is in memory and in the file. */
function segmentsIn(section) {
  return Array.from({ length: section.number() }, () => {
    section.number(); // the kind: at a constant address
    section.byte();
    const address = section.number();
    section.byte();
    const { at, end } = section.part(section.number());
    return { address, at, end };
  });
}

/** Longest path and highest line and column in a source. */
const limits = { path: 200, line: 100_000, column: 1_000 };

/**
 * Clears the source locations that panics name: four numbers, of which the first two are address and length of a
 * path. `content` begins at `offset` in the file.
 */
function clearPlaces(content, segments, offset) {
  const found = (address, length) => {
    const segment = segments.find((it) => address >= it.address && address - it.address + length <= it.end - it.at);
    return segment && segment.at - offset + address - segment.address;
  };
  const cleared = [];
  for (const { address, at, end } of segments)
    for (let place = at - offset + (-address & 3); place + 16 <= end - offset; place += 4) {
      const [path, length, line, column] = [0, 4, 8, 12].map((field) => content.readUInt32LE(place + field));
      if (length > limits.path || line === 0 || line > limits.line || column === 0 || column > limits.column) continue;
      const text = found(path, length);
      if (text === undefined || !/^[\w./-]+\.rs$/.test(content.toString("latin1", text, text + length))) continue;
      cleared.push([text, length], [place, 16]);
    }
  for (const [from, length] of cleared) content.fill(0, from, from + length);
}

function clearTexts(content) {
  for (const text of texts)
    for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text)) content.fill(0, at, at + text.length);
}
