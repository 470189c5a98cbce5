/** When jobs of the simulated services were cancelled. All tabs see it if the browser lets the page store it. */
export class CancelledJobs {
  /**
   * Those that this page cancelled, for browsers without storage.
   * @type {Map<string, number>}
   */
  #here = new Map();

  /** @param {string} id */
  get(id) {
    try {
      return Number(localStorage.getItem(`export-jobs/cancelled/${id}`)) || this.#here.get(id);
    } catch {
      return this.#here.get(id);
    }
  }

  /** @param {string} id @param {number} at Milliseconds since 1970. */
  set(id, at) {
    this.#here.set(id, at);
    try {
      localStorage.setItem(`export-jobs/cancelled/${id}`, String(at));
    } catch {
      // If site data is blocked, only this page knows.
    }
  }
}
