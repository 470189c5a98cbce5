/** Returns the bytes that the build compressed with gzip and wrote as base64. */
export function unpacked(/** @type {string} */ text) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
