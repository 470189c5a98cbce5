import { BlobSink } from "./blob-sink.js";

/** Writes to a download of the browser. */
export class DownloadSink {
  canRewind = true;
  #blob = new BlobSink();

  begin() {
    this.#blob.begin();
  }

  write(piece) {
    return this.#blob.write(piece);
  }

  async end(file) {
    const blob = await this.#blob.end(file);
    const url = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href: url, download: file.name }).click();
    // The browser has begun to read the file when the task of the click is over.
    setTimeout(() => URL.revokeObjectURL(url));
  }

  stop(reason) {
    this.#blob.stop(reason);
  }
}
