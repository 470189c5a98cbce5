import { leavesFile } from "./leaves-file.js";

/**
 * @typedef {import("./elements.js").Phase} Phase
 * @typedef {(options: import("./elements.js").RunOptions) => JobPoller | Promise<JobPoller>} Start
 * @typedef {{ receivedBytes: number, totalBytes?: number }} Progress
 *
 * @typedef {import("../../dist/jobs.js").Job} Job
 * @typedef {import("../../dist/jobs.js").JobPoller} JobPoller
 * @typedef {import("../../dist/jobs.js").JobResult} JobResult
 */

/** A file with more bytes is not kept in the module's memory. */
const LARGE_BYTES = 64_000_000;

/**
 * One job from its submission, or from where the page continues it, to its result. Dispatches "change", and "job" as
 * soon as there is a job.
 */
export class JobRun extends EventTarget {
  /** @type {Phase} */
  phase = "submitting";
  /** @type {Job | undefined} */
  job;
  /** @type {JobResult | undefined} */
  result;
  /**
   * The reason for the end: an `ExportJobsError`, or any other thrown value.
   * @type {any}
   */
  failure;
  /** The phase that failed. @type {Phase | undefined} */
  failedPhase;
  /** The progress of the download, or of writing a large file. @type {Progress | undefined} */
  download;
  /**
   * The state of a file that is too large for the memory.
   * @type {"offered" | "writing" | "written" | undefined}
   */
  large;
  /** The name under which a large file was saved. @type {string | undefined} */
  savedAs;
  /** The number of polls that were sent. */
  polls = 0;
  /** The HTTP status of the answer to the submission. @type {number | undefined} */
  submittedWith;
  startedAt;
  /** @type {number | undefined} */
  endedAt;
  #start;
  #send;
  /** True once a request went through this run's `fetch`. */
  #isSending = false;
  #stopping = new AbortController();
  /** @type {JobPoller | undefined} */
  #poller;

  /** @param {Start} start @param {{ fetch?: ((request: Request) => Promise<any>), startedAt?: number }} [options] */
  constructor(start, { fetch = (request) => globalThis.fetch(request), startedAt = Date.now() } = {}) {
    super();
    this.#start = start;
    this.#send = fetch;
    this.startedAt = startedAt;
  }

  get status() {
    return this.#poller?.status;
  }

  /**
   * The time until the next poll, in milliseconds.
   * @returns {number | undefined}
   */
  get nextPollInMs() {
    return this.phase === "watching" ? this.#poller?.nextPollInMs : undefined;
  }

  /** The failure of the last poll, while another one is planned. */
  get lastFailure() {
    return this.phase === "watching" ? this.#poller?.lastFailure : undefined;
  }

  get isOver() {
    return ["finished", "failed", "stopped"].includes(this.phase);
  }

  /**
   * Runs until the job has ended and its result is here, or something fails. Starts once the current script has ended.
   * Never rejects.
   */
  async go() {
    await this.#attempt(async () => {
      const { signal } = this.#stopping;
      await undefined;
      signal.throwIfAborted();
      const poller = await this.#start({ fetch: this.#fetch, signal });
      this.#poller = poller;
      this.job = poller.job;
      this.#turn("watching");
      this.dispatchEvent(new Event("job"));
      const unsubscribe = poller.onProgress(() => {
        // A poller that the page gave has its own `fetch`.
        if (!this.#isSending) this.polls += 1;
        this.#changed();
      });
      try {
        await poller.pollUntilDone({ signal });
      } finally {
        unsubscribe();
      }
      await this.#collect(poller);
    });
  }

  /** Repeats a failed download. */
  async collectAgain() {
    this.failure = this.failedPhase = this.endedAt = undefined;
    const poller = this.#poller;
    if (poller) await this.#attempt(() => this.#collect(poller));
  }

  /** Polls now, without waiting for the planned time. */
  pollNow() {
    // `lastFailure` shows a failure, as for every other poll.
    this.#poller?.poll().catch(() => {});
  }

  /**
   * Asks the user where to save a large file, and writes it there. If the browser cannot ask, saves it as a download.
   * Must be called on a click.
   * @param {string} suggestedName
   */
  async saveLarge(suggestedName) {
    // The user may have stopped an earlier save.
    if (this.#stopping.signal.aborted) this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    await this.#attempt(async () => {
      const choose = picker();
      const handle = await choose?.({ suggestedName }).catch(ignoreCancel);
      if (choose && !handle) return;
      this.failure = this.failedPhase = undefined;
      this.large = "writing";
      this.#turn("downloading");
      const target = handle ? await handle.createWritable() : "download";
      const saved = await this.#poller?.save(target, { signal, onProgress: this.#onDownload });
      this.savedAs = handle?.name ?? saved?.suggestedName;
      this.large = "written";
      this.#turn("finished");
    });
  }

  /** Stops watching. The job continues at the service. */
  stop() {
    this.#stopping.abort(new DOMException("Stopped watching.", "AbortError"));
  }

  /** Frees the memory of the result. */
  dispose() {
    this.stop();
    this.result?.free();
    this.result = undefined;
  }

  /** @param {Request} request */
  #fetch = async (request) => {
    const { phase } = this;
    this.#isSending = true;
    if (phase === "watching") {
      this.polls += 1;
      this.#changed();
    }
    const response = await this.#send(request);
    if (phase === "submitting") this.submittedWith = response.status;
    return response;
  };

  /** @param {Progress} progress */
  #onDownload = (progress) => {
    this.download = progress;
    this.#changed();
  };

  /** @param {JobPoller} poller */
  async #collect(poller) {
    if (leavesFile(poller.job)) {
      this.download = undefined;
      this.#turn("downloading");
      const stopping = this.#stopping.signal;
      const tooLarge = new AbortController();
      try {
        this.result = await poller.result({
          signal: AbortSignal.any([stopping, tooLarge.signal]),
          onProgress: (progress) => {
            this.#onDownload(progress);
            if ((progress.totalBytes ?? 0) > LARGE_BYTES) tooLarge.abort(tooLarge);
          },
        });
      } catch (error) {
        if (error !== tooLarge) throw error;
        this.large = "offered";
      }
    }
    this.#turn("finished");
  }

  /** @param {() => Promise<void>} work */
  async #attempt(work) {
    const { signal } = this.#stopping;
    try {
      await work();
    } catch (error) {
      this.failedPhase = this.phase;
      this.failure = error === signal.reason ? undefined : error;
      this.job ??= this.failure?.job;
      if (this.large) this.large = "offered";
      this.#turn(error === signal.reason ? "stopped" : "failed");
    }
  }

  /** @param {Phase} phase */
  #turn(phase) {
    this.phase = phase;
    if (this.isOver) this.endedAt = Date.now();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** Asks the user for a file, if the browser can. */
const picker = () =>
  /** @type {{ showSaveFilePicker?: (options: object) => Promise<FileSystemFileHandle> }} */ (
    globalThis
  ).showSaveFilePicker?.bind(globalThis);

/**
 * Returns nothing when the user closed the dialog.
 * @param {any} error @returns {undefined}
 */
function ignoreCancel(error) {
  if (error?.name !== "AbortError") throw error;
}
