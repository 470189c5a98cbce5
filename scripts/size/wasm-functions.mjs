// The functions of a .wasm file with a name section: the name and the size in bytes of each; and the size of its data.

const names = { code: 10, data: 11 };

/** Reads a .wasm file from its start to its end. */
class Reader {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  text() {
    const length = this.number();
    return new TextDecoder().decode(this.bytes.subarray(this.at, (this.at += length)));
  }
  /** The next `length` bytes as a reader of their own. */
  part(length) {
    const part = new Reader(this.bytes, this.at, this.at + length);
    this.at += length;
    return part;
  }
  get isDone() {
    return this.at >= this.end;
  }
}

function skipImport(reader) {
  reader.text();
  reader.text();
  const kind = reader.bytes[reader.at++];
  if (kind === 0) return void reader.number();
  if (kind === 3) return void (reader.at += 2);
  if (kind === 1) reader.at += 1;
  const limits = reader.number();
  reader.number();
  if (limits & 1) reader.number();
}

export function functionsOf(bytes) {
  const file = new Reader(bytes, 8);
  let imported = 0;
  const sizes = [];
  const labels = new Map();
  let data = 0;
  while (!file.isDone) {
    const id = file.number();
    const section = file.part(file.number());
    if (id === names.data) data = section.end - section.at;
    if (id === 2) {
      for (let count = section.number(); count > 0; count -= 1) {
        const kindAt = new Reader(bytes, section.at);
        kindAt.text();
        kindAt.text();
        if (bytes[kindAt.at] === 0) imported += 1;
        skipImport(section);
      }
    }
    if (id === names.code) {
      for (let count = section.number(); count > 0; count -= 1) {
        const size = section.number();
        section.part(size);
        sizes.push(size);
      }
    }
    if (id === 0 && section.text() === "name") {
      while (!section.isDone) {
        const kind = section.number();
        const part = section.part(section.number());
        if (kind !== 1) continue;
        for (let count = part.number(); count > 0; count -= 1) labels.set(part.number(), part.text());
      }
    }
  }
  return { data, functions: sizes.map((size, index) => ({ name: labels.get(imported + index) ?? "(no name)", size })) };
}
