/** The length of the pattern that fills a file. A prime, so that a piece at the wrong place shows. */
const PERIOD = 65_521;

/** Returns a pattern, which is made when it is first needed. @param {(at: number) => number} byteAt */
function pattern(byteAt) {
  /** @type {Uint8Array | undefined} */
  let made;
  return () => {
    if (made) return made;
    made = new Uint8Array(PERIOD);
    for (let at = 0; at < PERIOD; at += 1) made[at] = byteAt(at);
    return made;
  };
}

/** The pattern for ZIP files. */
const binary = pattern((at) => (at * 31 + (at >> 8)) & 0xff);
/** The pattern for JSON: white space. */
const blank = pattern((at) => [0x20, 0x0a, 0x09, 0x0d][(at ^ (at >> 5) ^ (at >> 11)) & 3]);

/**
 * A file that is too long to be in memory: a beginning, a pattern, and an end. It has the members of a `Uint8Array`
 * that an answer's body needs.
 */
export class LongBody {
  #start;
  #pattern;
  #end;

  /** @param {Uint8Array} start @param {Uint8Array} pattern @param {Uint8Array} end @param {number} length */
  constructor(start, pattern, end, length) {
    this.#start = start;
    this.#pattern = pattern;
    this.#end = end;
    this.length = length;
  }

  /** Returns a part of the file as bytes. @param {number} [from] @param {number} [to] */
  slice(from = 0, to = this.length) {
    const bytes = new Uint8Array(Math.max(0, Math.min(to, this.length) - from));
    const endsAt = this.length - this.#end.length;
    for (let at = 0; at < bytes.length;) {
      const place = from + at;
      const left = bytes.length - at;
      let part;
      if (place < this.#start.length) part = this.#start.subarray(place, place + left);
      else if (place >= endsAt) part = this.#end.subarray(place - endsAt, place - endsAt + left);
      else {
        const offset = (place - this.#start.length) % PERIOD;
        part = this.#pattern.subarray(offset, offset + Math.min(left, endsAt - place));
      }
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

/** A part of a body that is not copied. */
class PartOfBody {
  #body;
  #from;

  /** @param {LongBody | PartOfBody} body @param {number} from @param {number} to */
  constructor(body, from, to) {
    this.#body = body;
    this.#from = from;
    this.length = to - from;
  }

  /** @param {number} [from] @param {number} [to] @returns {Uint8Array} */
  slice(from = 0, to = this.length) {
    return this.#body.slice(this.#from + from, this.#from + Math.min(to, this.length));
  }
}

/** @typedef {Uint8Array | LongBody | PartOfBody} Body */

/**
 * Returns a part of a body.
 * @param {Body} body @param {number} from @param {number} [to] @returns {Body}
 */
export const partOf = (body, from, to = body.length) =>
  body instanceof Uint8Array
    ? body.slice(from, to)
    : new PartOfBody(body, from, Math.max(from, Math.min(to, body.length)));

/**
 * Returns a file with the same content that has `length` bytes: a ZIP file with a gap before its directory, or JSON
 * with white space before its last brace. Any other file, and a longer one, stays as it is.
 *
 * @param {Uint8Array} file @param {number} length @returns {Body}
 */
export function lengthened(file, length) {
  const more = length - file.length;
  if (more <= 0) return file;
  if (file[0] === 0x7b) {
    const last = file.lastIndexOf(0x7d);
    return new LongBody(file.slice(0, last), blank(), file.slice(last), length);
  }
  if (file[0] !== 0x50 || file[1] !== 0x4b) return file;
  const end = file.length - 22;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const directory = view.getUint32(end + 16, true);
  const rest = file.slice(directory);
  new DataView(rest.buffer).setUint32(end - directory + 16, directory + more, true);
  return new LongBody(file.slice(0, directory), binary(), rest, length);
}
