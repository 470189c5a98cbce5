import { crc32 } from "./crc32.js";

/** @typedef {{ name: string, content: string | Uint8Array }} ZipEntry */

const VERSION_NEEDED = 20;
const NAMES_ARE_UTF8 = 1 << 11;
const STORED = 0;

/**
 * Returns a ZIP archive with stored, uncompressed entries (PKWARE APPNOTE 4.3).
 *
 * @param {ZipEntry[]} entries
 * @param {number} at The date of the entries, in milliseconds since the epoch.
 */
export function writeZip(entries, at) {
  /** @type {Uint8Array[]} */
  const locals = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    const content = typeof entry.content === "string" ? new TextEncoder().encode(entry.content) : entry.content;
    /** @type {Field[]} */
    const shared = [
      [2, VERSION_NEEDED],
      [2, NAMES_ARE_UTF8],
      [2, STORED],
      [2, dosTime(at)],
      [2, dosDate(at)],
      [4, crc32(content)],
      [4, content.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    ];
    const local = join(record(0x04034b50, shared), name, content);
    // After the shared fields: comment length, disk number, internal and external attributes, offset of the entry.
    directory.push(
      join(record(0x02014b50, [[2, VERSION_NEEDED], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name),
    );
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  return join(...locals, ...directory, end);
}

/** @typedef {[bytes: 2 | 4, value: number]} Field */

/** @param {number} signature @param {Field[]} fields Little-endian. */
function record(signature, fields) {
  return Uint8Array.from(
    /** @type {Field[]} */ ([[4, signature], ...fields]).flatMap(([bytes, value]) =>
      Array.from({ length: bytes }, (_, index) => (value >>> (8 * index)) & 0xff),
    ),
  );
}

/** @param {Uint8Array[]} parts */
function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** @param {number} at */
function dosTime(at) {
  const date = new Date(at);
  return (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
}

/** DOS dates begin in 1980. @param {number} at */
function dosDate(at) {
  const date = new Date(at);
  return (Math.max(0, date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
}
