/** The time limit for a service worker, which may be one that serves no downloads. */
const PATIENCE_MS = 2_000;
/** The interval of the messages that keep a service worker alive. Browsers stop one without events for 30 seconds. */
const ALIVE_MS = 10_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A download that the service worker of the page serves: src/entry/downloads.js. */
export class WorkerDownload {
  canRewind = false;
  /** A piece is copied into a message. */
  keepsPieces = false;
  #port;
  #frame;
  #alive;
  #news = [];
  #wake;
  #isCancelled = false;
  #isClosed = false;

  /** Opens a download. Resolves with nothing if no service worker serves it. */
  static async open(file) {
    const worker = navigator.serviceWorker?.controller;
    if (!worker) return undefined;
    const download = new WorkerDownload();
    const isOpen = await Promise.race([download.#start(worker, file), pause(PATIENCE_MS).then(() => false)]);
    if (isOpen) return download;
    download.stop();
    return undefined;
  }

  /** Starts the download, and waits until the browser reads it. */
  async #start(worker, file) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => {
      this.#isCancelled ||= data === "cancel";
      this.#news.push(data);
      this.#wake?.();
    };
    worker.postMessage({ type: "export-jobs/download", ...file }, [port2]);
    const { url } = await this.#next();
    if (this.#isClosed) return false;
    this.#alive = setInterval(() => worker.postMessage({ type: "export-jobs/alive" }), ALIVE_MS);
    // A link with the attribute `download` does not go through the service worker in every browser.
    this.#frame = Object.assign(document.createElement("iframe"), { src: url, hidden: true });
    document.body.append(this.#frame);
    await this.#pulled();
    this.#news.unshift("pull");
    return true;
  }

  async #next() {
    while (this.#news.length === 0)
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    return this.#news.shift();
  }

  /** Waits until the browser takes a further piece. */
  async #pulled() {
    await this.#next();
    if (this.#isCancelled) throw new DOMException("The download was cancelled.", "AbortError");
  }

  async write(piece) {
    await this.#pulled();
    const copy = piece.slice();
    this.#port.postMessage(copy, [copy.buffer]);
  }

  async end() {
    await this.#pulled();
    this.#close("end");
  }

  stop() {
    this.#close("abort");
  }

  #close(message) {
    this.#isClosed = true;
    clearInterval(this.#alive);
    this.#port?.postMessage(message);
    // The browser has the whole download when it has taken the last message.
    setTimeout(() => {
      this.#port?.close();
      this.#frame?.remove();
    }, PATIENCE_MS);
  }
}
