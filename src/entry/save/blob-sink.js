/** Collects a file in a `Blob`, which a browser keeps outside of the page's memory. */
export class BlobSink {
  canRewind = true;
  #writer;
  #blob;

  begin() {
    this.stop(undefined);
    const { readable, writable } = new TransformStream();
    this.#writer = writable.getWriter();
    this.#blob = new Response(readable).blob();
    this.#blob.catch(() => {});
  }

  write(piece) {
    return this.#writer.write(piece);
  }

  async end({ contentType }) {
    await this.#writer.close();
    const blob = await this.#blob;
    return blob.slice(0, blob.size, contentType);
  }

  stop(reason) {
    this.#writer?.abort(reason).catch(() => {});
  }
}
