/** How many pieces become one `Blob`. */
const PIECES = 64;

/** Collects a file in a `Blob`, which a browser keeps outside of the page's memory. */
export class BlobSink {
  canRewind = true;
  keepsPieces = false;
  #parts = [];

  begin() {
    this.#parts = [];
  }

  async write(piece) {
    this.#parts.push(new Blob([piece]));
    if (this.#parts.length > PIECES) await this.#join();
  }

  /** Joins the parts. Reading the last byte waits for the browser, and rejects when it has no room. */
  async #join() {
    const blob = new Blob(this.#parts);
    await blob.slice(-1).arrayBuffer();
    this.#parts = [blob];
  }

  async end({ contentType }) {
    await this.#join();
    return this.#parts[0].slice(0, this.#parts[0].size, contentType);
  }

  stop() {
    this.#parts = [];
  }
}
