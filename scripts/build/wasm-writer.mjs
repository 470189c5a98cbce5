// Writes parts of a .wasm file.

/** Returns a number as LEB128, which WebAssembly uses. */
export function number(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** Returns a text with its length. */
export const text = (value) => Buffer.concat([number(value.length), Buffer.from(value)]);

/** Returns a section, or a part of one: an id, the length of the content, and the content. */
export function sized(id, ...parts) {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([id]), number(content.length), content]);
}

/** The body of a function that traps: no local variables, `unreachable`, `end`. */
export const trap = Buffer.from([0, 0x00, 0x0b]);
