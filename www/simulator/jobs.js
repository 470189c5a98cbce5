import { isFinal, phaseAt } from "./job.js";

/** @typedef {import("./job.js").Job} Job */

/** All jobs of the simulator, until they expire. */
export class Jobs {
  /** @type {Map<string, Job>} */
  #jobs = new Map();
  /**
   * The jobs whose effects have not been applied.
   * @type {Set<Job>}
   */
  #unsettled = new Set();

  /** @param {Job} job */
  add(job) {
    this.#jobs.set(`${job.service} ${job.id}`, job);
    if (job.settled === false) this.#unsettled.add(job);
  }

  /**
   * @param {string} service
   * @param {string} id
   * @param {string} origin A resource knows only its own jobs.
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

  /**
   * Returns the jobs that have ended since the last call, in the order of their ends.
   * @param {number} now @returns {{ job: Job, phase: import("./job.js").Phase }[]}
   */
  takeEnded(now) {
    const ended = [...this.#unsettled]
      .map((job) => ({ job, phase: phaseAt(job, now) }))
      .filter(({ phase }) => isFinal(phase.state))
      .sort((a, b) => a.phase.from - b.phase.from);
    for (const { job } of ended) {
      job.settled = true;
      this.#unsettled.delete(job);
    }
    return ended;
  }

  all() {
    return [...this.#jobs.values()];
  }

  clear() {
    this.#jobs.clear();
    this.#unsettled.clear();
  }
}
