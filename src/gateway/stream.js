// Bodies that are streamed, limited in size and time.

/**
 * @typedef {import("./patience.js").Patience} Patience
 * @typedef {ReadableStream<Uint8Array<ArrayBuffer>>} Bytes
 */

/**
 * Passes a body on piece by piece.
 *
 * @param {Bytes} body
 * @param {number} most In bytes.
 * @param {Patience} patience
 * @param {() => unknown} tooLong Makes the reason for which a longer body is cut off.
 * @param {() => void} done Called at the end.
 * @returns {Bytes}
 */
export function bounded(body, most, patience, tooLong, done) {
  const reader = body.getReader();
  const { signal } = patience;
  let size = 0;
  return new ReadableStream({
    start(controller) {
      signal.addEventListener("abort", () => {
        controller.error(signal.reason);
        reader.cancel(signal.reason).catch(() => {});
      });
    },
    async pull(controller) {
      const { done: isDone, value } = await patience.for(reader.read());
      if (isDone) {
        controller.close();
        done();
        return;
      }
      size += value.byteLength;
      if (size > most) patience.end(tooLong());
      else controller.enqueue(value);
    },
    async cancel(reason) {
      done();
      await reader.cancel(reason);
    },
  });
}

/**
 * Collects a body.
 *
 * @param {Bytes | null} body
 * @param {number} most In bytes.
 * @param {Patience} patience
 * @param {() => unknown} tooLong Makes the reason for which a longer body is refused.
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function collected(body, most, patience, tooLong) {
  if (!body) return new Uint8Array();
  const reader = bounded(body, most, patience, tooLong, () => {}).getReader();
  const pieces = [];
  for (let next; !(next = await reader.read()).done;) pieces.push(next.value);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
