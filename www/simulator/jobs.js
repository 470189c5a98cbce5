import { isFinal, phaseAt } from "./job.js";

/** @typedef {import("./job.js").Job} Job */

/** Every job that the simulator holds, until it expires. */
export class Jobs {
  /** @type {Map<string, Job>} */
  #jobs = new Map();

  /** @param {Job} job */
  add(job) {
    this.#jobs.set(`${job.service} ${job.id}`, job);
  }

  /**
   * @param {string} service
   * @param {string} id
   * @param {string} origin A resource knows its own jobs only.
   * @param {number} now
   * @returns {Job | undefined}
   */
  find(service, id, origin, now) {
    const job = this.#jobs.get(`${service} ${id}`);
    return job !== undefined && job.origins.includes(origin) && now < job.expiresAt ? job : undefined;
  }

  /** @param {string} service @param {string} origin @param {number} now */
  countRunning(service, origin, now) {
    return this.all().filter(
      (job) => job.service === service && job.origins.includes(origin) && !isFinal(phaseAt(job, now).state),
    ).length;
  }

  all() {
    return [...this.#jobs.values()];
  }

  clear() {
    this.#jobs.clear();
  }
}
