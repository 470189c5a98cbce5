import { ExchangeLog } from "./exchange-log.js";

/**
 * @typedef {"submitting" | "watching" | "downloading" | "finished" | "failed" | "stopped"} Phase
 * @typedef {{ fetch: (request: Request) => Promise<Response>, signal: AbortSignal }} RunOptions
 * @typedef {(options: RunOptions) => JobPoller | Promise<JobPoller>} Start
 *
 * @typedef {import("../../dist/index.js").Job} Job
 * @typedef {import("../../dist/index.js").JobPoller} JobPoller
 * @typedef {import("../../dist/index.js").JobResult} JobResult
 */

/** One job from its submission, or from where it is met, to its result. Dispatches "change", and "job" as soon as there is one. */
export class JobRun extends EventTarget {
  /** @type {Phase} */
  phase = "submitting";
  /** @type {Job | undefined} */
  job;
  /** @type {JobResult | undefined} */
  result;
  /** @type {any} What ended it: an `ExportJobsError`, or whatever else was thrown. */
  failure;
  /** The phase that failed. @type {Phase | undefined} */
  failedPhase;
  /** @type {{ receivedBytes: number, totalBytes?: number } | undefined} */
  download;
  log;
  startedAt;
  /** @type {number | undefined} */
  endedAt;
  #start;
  #stopping = new AbortController();
  /** @type {JobPoller | undefined} */
  #poller;

  /** @param {Start} start @param {{ fetch?: (request: Request) => Promise<Response>, startedAt?: number }} [options] */
  constructor(start, { fetch = (request) => globalThis.fetch(request), startedAt = Date.now() } = {}) {
    super();
    this.#start = start;
    this.log = new ExchangeLog(fetch);
    this.startedAt = startedAt;
  }

  get status() {
    return this.#poller?.status;
  }

  /** Milliseconds. @returns {number | undefined} */
  get nextPollInMs() {
    return this.phase === "watching" ? this.#poller?.nextPollInMs : undefined;
  }

  /** Why the last poll failed, while another one is planned. */
  get lastFailure() {
    return this.phase === "watching" ? this.#poller?.lastFailure : undefined;
  }

  get isOver() {
    return ["finished", "failed", "stopped"].includes(this.phase);
  }

  /** Runs until the job has ended and its result is here, or something fails. Never rejects. */
  async go() {
    await this.#attempt(async () => {
      const { signal } = this.#stopping;
      const poller = await this.#start({ fetch: this.log.fetch, signal });
      this.#poller = poller;
      this.job = poller.job;
      this.log.purpose = "poll";
      this.#turn("watching");
      this.dispatchEvent(new Event("job"));
      poller.onProgress((status) => {
        this.log.note(status.serviceState);
        this.#changed();
      });
      await poller.pollUntilDone();
      await this.#collect(poller);
    });
  }

  /** Downloads once more, after that failed. */
  async collectAgain() {
    this.failure = this.failedPhase = this.endedAt = undefined;
    const poller = this.#poller;
    if (poller) await this.#attempt(() => this.#collect(poller));
  }

  /** Asks the service now, and not when it would be time. */
  pollNow() {
    // Whether it fails shows in `lastFailure`, as with every other poll.
    this.#poller?.poll().catch(() => {});
  }

  /** Stops watching. The job goes on at the service. */
  stop() {
    this.#stopping.abort(new DOMException("Stopped watching.", "AbortError"));
  }

  /** Gives the memory of the result back. */
  dispose() {
    this.stop();
    this.result?.free();
    this.result = undefined;
  }

  /** @param {JobPoller} poller */
  async #collect(poller) {
    // Other jobs, such as imports, make nothing to download.
    if (poller.job.operation === "export") {
      this.log.purpose = "result";
      this.download = undefined;
      this.#turn("downloading");
      const { signal } = this.#stopping;
      this.result = await poller.result({
        signal,
        onProgress: (progress) => {
          this.download = progress;
          this.#changed();
        },
      });
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
