/** Collects a file in a `Blob`, which a browser keeps outside the page's memory, and on disk if it is large. */
export class BlobSink {
  canRewind = true;
  /** A reader of the stream has copied a piece when it requests the next one. */
  keepsPieces = false;
  #blob;
  #controller;
  #pull;
  #pulled;

  begin() {
    this.stop(new Error("The file is begun again."));
    this.#await();
    const source = {
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#pull(),
    };
    this.#blob = new Response(new ReadableStream(source, { highWaterMark: 0 })).blob();
    this.#blob.catch(() => {});
  }

  #await() {
    this.#pulled = new Promise((resolve) => {
      this.#pull = resolve;
    });
  }

  /** Waits until the next piece is requested. Rejects when the browser has no room. */
  #wanted() {
    return Promise.race([this.#pulled, this.#blob]);
  }

  async write(piece) {
    await this.#wanted();
    this.#await();
    this.#controller.enqueue(piece);
    await this.#wanted();
  }

  async end({ contentType }) {
    await this.#wanted();
    this.#controller.close();
    const blob = await this.#blob;
    return blob.slice(0, blob.size, contentType);
  }

  stop(reason) {
    this.#controller?.error(reason);
  }
}
