/** The longest end of a ZIP file that shows whether it is complete: a record of 22 bytes, and a comment. */
const LENGTH = 22 + 65_535;

/** The last bytes of a file. They are copied, because the target may take over the memory of a piece. */
export class Tail {
  #ring = new Uint8Array(LENGTH);
  #at = 0;
  #size = 0;

  clear() {
    this.#at = this.#size = 0;
  }

  /** Adds a piece of the file. */
  add(piece) {
    const last = piece.subarray(-LENGTH);
    const first = last.subarray(0, LENGTH - this.#at);
    this.#ring.set(first, this.#at);
    this.#ring.set(last.subarray(first.length));
    this.#at = (this.#at + last.length) % LENGTH;
    this.#size = Math.min(this.#size + last.length, LENGTH);
  }

  /** Returns the bytes in their order. */
  bytes() {
    const bytes = new Uint8Array(this.#size);
    const start = (this.#at - this.#size + LENGTH) % LENGTH;
    const first = this.#ring.subarray(start, start + this.#size);
    bytes.set(first);
    bytes.set(this.#ring.subarray(0, this.#size - first.length), first.length);
    return bytes;
  }
}
