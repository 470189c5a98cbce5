import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

/**
 * Reads a ZIP by its central directory, like unpackers do, and compares every field with the entry's own header.
 *
 * @param {Uint8Array} bytes
 * @returns {Map<string, Buffer>}
 */
export function readZip(bytes) {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf("PK\x05\x06");
  assert.notEqual(end, -1, "no end of central directory");
  assert.equal(end + 22, zip.length);
  let at = zip.readUInt32LE(end + 16);
  const entries = new Map();
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    assert.equal(zip.readUInt32LE(at), 0x02014b50);
    const [crc, size, nameLength] = [zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    assert.equal(zip.readUInt32LE(local), 0x04034b50);
    // From the version to the length of the name, both headers are equal.
    assert.deepEqual(zip.subarray(local + 4, local + 28), zip.subarray(at + 6, at + 30));
    const content = zip.subarray(local + 30 + nameLength, local + 30 + nameLength + size);
    // gzip writes the same CRC-32 before its last four bytes.
    assert.equal(crc, gzipSync(content).readUInt32LE(gzipSync(content).length - 8), `CRC of ${name}`);
    entries.set(name, content);
    at += 46 + nameLength;
  }
  assert.equal(at, end);
  return entries;
}
