// Reads a .wasm file, as far as the build and the size report need it.

/** The ids of sections. */
export const ids = { custom: 0, imports: 2, code: 10, data: 11 };

/** Reads a .wasm file, or a part of it, from start to end. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  text() {
    const length = this.number();
    return new TextDecoder().decode(this.bytes.subarray(this.at, (this.at += length)));
  }
  /** Returns the next `length` bytes as a separate reader. */
  part(length) {
    const part = new Reader(this.bytes, this.at, this.at + length);
    this.at += length;
    return part;
  }
  get isDone() {
    return this.at >= this.end;
  }
}

/** Returns the sections of a file: the id, the start and a reader of the content of each. */
export function* sectionsOf(bytes) {
  const file = new Reader(bytes, 8);
  while (!file.isDone) {
    const start = file.at;
    const id = file.byte();
    yield { id, start, section: file.part(file.number()) };
  }
}

/** Returns how many functions are imported. They come before the module's own. */
export function importedFunctions(section) {
  let functions = 0;
  for (let count = section.number(); count > 0; count -= 1) {
    section.text();
    section.text();
    const kind = section.byte();
    if (kind === 0) {
      functions += 1;
      section.number();
    } else if (kind === 3) {
      section.at += 2; // a global
    } else {
      if (kind === 1) section.at += 1; // the type of a table; a memory has none
      const limits = section.byte();
      section.number();
      if (limits & 1) section.number();
    }
  }
  return functions;
}

/** Returns the bodies of the module's own functions, from the code section. */
export const bodiesIn = (section) => Array.from({ length: section.number() }, () => section.part(section.number()));

/** Returns the names of functions, without the hashes of the compiler. */
export function namesIn(bytes) {
  const names = new Map();
  for (const { id, section } of sectionsOf(bytes)) {
    if (id !== ids.custom || section.text() !== "name") continue;
    while (!section.isDone) {
      const kind = section.byte();
      const part = section.part(section.number());
      if (kind !== 1) continue;
      for (let count = part.number(); count > 0; count -= 1)
        names.set(part.number(), part.text().replace(/\[[0-9a-f]{8,}\]|::h[0-9a-f]{16}$|::<.*>$/g, ""));
    }
  }
  return names;
}
