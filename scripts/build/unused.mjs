// Takes functions out of a module that its table holds, but that nothing calls. wasm-opt has to keep what the table
// holds, because a function there can be called by its number.
import { bodiesIn, exportedFunctions, ids, importedFunctions, namesIn, sectionsOf } from "./wasm-reader.mjs";
import { number, sized, trap } from "./wasm-writer.mjs";

/**
 * JavaScript runs a closure through one of these. wasm-bindgen exports those that are used. The others are in the
 * table because descriptions of types named them, which wasm-bindgen has removed.
 */
const closures = /^wasm_bindgen::convert::closures::_::invoke\b/;

/** Formatting. Its functions in the table are called by formatting alone. */
const formatting = /\b(core|alloc)::fmt::/;

/** Returns the module without these functions: they become a trap. It needs the names of its functions. */
export function withoutUnused(bytes) {
  const names = namesIn(bytes);
  let exported = new Set();
  let imported = 0;
  let bodies = [];
  for (const { id, section } of sectionsOf(bytes)) {
    if (id === ids.imports) imported = importedFunctions(section);
    if (id === ids.exports) exported = new Set(exportedFunctions(section));
    if (id === ids.code) bodies = bodiesIn(section).map(({ at, end }) => bytes.subarray(at, end));
  }
  const nameOf = (place) => names.get(imported + place) ?? "";
  const outside = Buffer.concat(bodies.filter((_, place) => !formatting.test(nameOf(place))));
  // The bytes of a call can also occur by chance. The function is kept then.
  const isCalled = (place) =>
    exported.has(imported + place) || outside.includes(Buffer.concat([Buffer.from([0x10]), number(imported + place)]));

  const places = [...bodies.keys()];
  const unused = new Set(places.filter((place) => closures.test(nameOf(place)) && !isCalled(place)));
  const formats = places.filter((place) => formatting.test(nameOf(place)));
  // Whoever formats one value may call the functions for all others.
  if (!formats.some(isCalled)) formats.forEach((place) => unused.add(place));

  const parts = [bytes.subarray(0, 8)];
  for (const { id, start, section } of sectionsOf(bytes)) {
    if (id !== ids.code) parts.push(bytes.subarray(start, section.end));
    else {
      const kept = bodies.map((body, place) => (unused.has(place) ? trap : body));
      parts.push(sized(id, number(kept.length), ...kept.flatMap((body) => [number(body.length), body])));
    }
  }
  return Buffer.concat(parts);
}
