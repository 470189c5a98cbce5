import { ExchangeLog } from "./exchange-log.js";

/**
 * @typedef {"submitting" | "watching" | "downloading" | "finished" | "failed" | "stopped"} Phase
 * @typedef {{ fetch: (request: Request) => Promise<Response>, signal: AbortSignal }} RunOptions
 * @typedef {(options: RunOptions) => JobPoller | Promise<JobPoller>} Start
 *
 * @typedef {import("../../dist/jobs.js").Job} Job
 * @typedef {import("../../dist/jobs.js").JobPoller} JobPoller
 * @typedef {import("../../dist/jobs.js").JobResult} JobResult
 */

/**
 * One job from its submission, or from where it is picked up, to its result. Dispatches "change", and "job" as soon
 * as there is a job.
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

  /** @param {JobPoller} poller */
  async #collect(poller) {
    // Other jobs, such as imports, have nothing to download.
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
