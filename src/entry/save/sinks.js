import { DownloadSink } from "./download-sink.js";
import { BlobSink } from "./blob-sink.js";

/** Returns the object that writes to a target. `writer` belongs to the stream, if the target is one. */
export function sinkOf(target, writer) {
  if (target.isDownload) return new DownloadSink();
  return writer ? new StreamSink(writer, target) : new BlobSink();
}

/** Writes to a stream of the page. A file can start again from the beginning. Other streams cannot. */
class StreamSink {
  #writer;
  #preventClose;

  constructor(writer, { canRewind, isFile, preventClose }) {
    this.#writer = writer;
    this.canRewind = canRewind;
    /** Whether the target keeps using the memory of a piece that it has taken. */
    this.keepsPieces = !isFile;
    this.#preventClose = preventClose;
  }

  async begin() {
    if (this.canRewind) await this.#writer.write({ type: "truncate", size: 0 });
  }

  write(piece) {
    return this.#writer.write(piece);
  }

  async end() {
    if (this.#preventClose) this.#writer.releaseLock();
    else await this.#writer.close();
  }

  /** The owner of the stream ends it. */
  stop() {}
}
