/** The longest length of a piece, in bytes. */
const LENGTH = 262_144;

/**
 * The memory of pieces, which is used again when a target has taken them. Otherwise a browser would hold some 60 MB of
 * pieces before it collects garbage.
 */
export class PieceMemory {
  #isReusable;
  #free = [];
  #own = new WeakSet();

  /** `isReusable` returns whether the target is done with a piece that it has taken. */
  constructor(isReusable) {
    this.#isReusable = isReusable;
  }

  /** Returns a reader that reads into this memory, or an ordinary one where the body does not support that. */
  readerOf(body) {
    let reader;
    try {
      reader = body.getReader({ mode: "byob" });
    } catch {
      return body.getReader();
    }
    return {
      read: async () => {
        const room = new Uint8Array(this.#free.pop() ?? new ArrayBuffer(LENGTH));
        const { done, value } = await reader.read(room);
        // The stream has taken the memory, and gives it back. A stream of the page may ignore it.
        if (room.byteLength === 0 && value) this.#own.add(value.buffer);
        return { done, value };
      },
      cancel: () => reader.cancel(),
    };
  }

  /** Takes back the memory of a piece that was written. */
  release({ buffer }) {
    if (this.#own.has(buffer) && this.#isReusable()) this.#free.push(buffer);
  }
}
