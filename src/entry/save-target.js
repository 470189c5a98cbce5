import { ExportJobsError } from "./export-jobs-error.js";

/**
 * The target of a file. It locks a stream immediately, as `pipeTo` does. The code that writes to it is a separate
 * script, which is loaded with the first file.
 */
export class SaveTarget {
  isDownload;
  canRewind;
  isFile;
  onProgress;
  sha256;
  preventClose;
  preventAbort;
  #writer;
  #stop;

  /** Throws the error of a locked stream, or a TypeError for anything that is not a target. */
  constructor(target, onProgress, sha256, preventClose, preventAbort) {
    const isDownload = target === "download";
    if (isDownload && typeof document === "undefined") throw new TypeError("Only a page can start a download.");
    const stream = isDownload ? undefined : (target ?? undefined);
    this.#writer = stream?.getWriter();
    this.canRewind = typeof stream?.truncate === "function";
    this.isFile = Object.prototype.toString.call(stream) === "[object FileSystemWritableFileStream]";
    Object.assign(this, { isDownload, onProgress, sha256, preventClose, preventAbort });
  }

  /** Loads the code that writes the file. */
  async load() {
    const { FileWriter } = await import("./save/file-writer.js");
    const writer = new FileWriter(this, this.#writer);
    this.#stop = (reason) => writer.stop(reason);
    if (this.sha256) await writer.loadHash();
    return writer;
  }

  /** Ends after a failure. A stream is aborted with the reason, unless that is prevented. */
  fail(reason) {
    const writer = this.#writer;
    this.#stop?.(reason);
    if (!writer) return;
    try {
      if (this.preventAbort) writer.releaseLock();
      else Promise.resolve(writer.abort(reason)).catch(() => {});
    } catch {
      // The stream was ended by its owner.
    }
  }
}

/** Returns the error of an entry that reads no projects. */
export const noProjects = () =>
  new ExportJobsError(
    "notImported",
    "This entry does not read projects, which `project: true` of JobPoller.save asks for. Import the client from " +
      "export-jobs/all.",
  );
