// Limits the time of one exchange: the time without progress, and the total time.
import { Refusal } from "./refusal.js";

export class Patience {
  #controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;
  #total;
  #times;
  #waiting = 0;
  /** @type {Promise<never>} */
  #ended;
  /** True while the request's body arrives. A timeout is then the client's fault, and otherwise the service's. */
  isReceiving = false;
  /** True if the answer has begun and is still being sent. */
  isStreaming = false;

  /** @param {{ idleMs: number, totalMs: number }} times */
  constructor(times) {
    this.#times = times;
    this.#total = setTimeout(() => this.#expire(), times.totalMs);
    const { signal } = this.#controller;
    this.#ended = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    this.#ended.catch(() => {});
  }

  /** Returns a copy with the same limits, for another exchange. */
  again() {
    return new Patience(this.#times);
  }

  get signal() {
    return this.#controller.signal;
  }

  #expire() {
    this.end(
      this.isReceiving
        ? new Refusal(408, "requestTimeout", "The body of the request arrived too slowly.")
        : new Refusal(504, "serviceTimeout", "The service answered too slowly."),
    );
  }

  /** Ends all waits. @param {unknown} reason */
  end(reason) {
    this.#controller.abort(reason);
    this.stop();
  }

  /** Stops the clock. */
  stop() {
    clearTimeout(this.#idle);
    clearTimeout(this.#total);
  }

  /** Reports progress. */
  #touch() {
    clearTimeout(this.#idle);
    if (this.#waiting > 0) this.#idle = setTimeout(() => this.#expire(), this.#times.idleMs);
  }

  /**
   * Waits for a promise, until there has been no progress for too long.
   *
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  async for(promise) {
    this.#waiting += 1;
    this.#touch();
    try {
      return await Promise.race([promise, this.#ended]);
    } finally {
      this.#waiting -= 1;
      this.#touch();
    }
  }
}
