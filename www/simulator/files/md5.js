/**
 * Returns the MD5 (RFC 1321). Azure Blob storage has one for every blob; the browser's own cryptography does not
 * offer it.
 *
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} Sixteen bytes.
 */
export function md5(bytes) {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, bytes.length << 3, true);
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 0x20000000), true);
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d] = state;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const [mixed, word] = mix(round, step, b, c, d);
      const sum = (a + mixed + sines[step] + view.getUint32(block + 4 * word, true)) >>> 0;
      const turn = turns[round][step % 4];
      [a, b, c, d] = [d, (b + ((sum << turn) | (sum >>> (32 - turn)))) >>> 0, b, c];
    }
    for (const [index, value] of [a, b, c, d].entries()) state[index] += value;
  }
  const digest = new DataView(new ArrayBuffer(16));
  for (const [index, value] of state.entries()) digest.setUint32(4 * index, value, true);
  return new Uint8Array(digest.buffer);
}

const turns = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
const sines = Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 4294967296));

/**
 * @param {number} round @param {number} step @param {number} b @param {number} c @param {number} d
 * @returns {[mixed: number, word: number]}
 */
function mix(round, step, b, c, d) {
  switch (round) {
    case 0:
      return [(b & c) | (~b & d), step];
    case 1:
      return [(d & b) | (~d & c), (5 * step + 1) % 16];
    case 2:
      return [b ^ c ^ d, (3 * step + 5) % 16];
    default:
      return [c ^ (b | ~d), (7 * step) % 16];
  }
}
