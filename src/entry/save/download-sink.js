import { BlobSink } from "./blob-sink.js";
import { WorkerDownload } from "./worker-download.js";

/**
 * Writes to a download of the browser: through the service worker of the page, if it serves downloads, and otherwise
 * through a `Blob`.
 */
export class DownloadSink {
  #sink;

  get canRewind() {
    return this.#sink?.canRewind ?? true;
  }

  get keepsPieces() {
    return this.#sink?.keepsPieces ?? true;
  }

  async begin(file) {
    // A download that has begun and has received nothing yet is used again.
    if (this.#sink instanceof WorkerDownload) return;
    this.#sink ??= (await WorkerDownload.open(file)) ?? new BlobSink();
    this.#sink.begin?.();
  }

  write(piece) {
    return this.#sink.write(piece);
  }

  async end(file) {
    const blob = await this.#sink.end(file);
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href: url, download: file.name }).click();
    // The browser has begun to read the file by the end of the task of the click.
    setTimeout(() => URL.revokeObjectURL(url));
  }

  stop(reason) {
    this.#sink?.stop(reason);
  }
}
