/** @typedef {import("../../../dist/board.js").JobBoard} JobBoard */
/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */

/** The number of polls of one job that are kept. */
const MOST_POLLS = 500;

/**
 * A job, and what this page recorded of it. A submission that waits for its turn has no job yet. All times are in
 * milliseconds since 1970.
 *
 * @typedef {object} Logged
 * @property {string} name
 * @property {BoardJob} [job]
 * @property {number} [askedAt] When the page asked the board to submit it.
 * @property {number} [runningSince] The first poll that found it no longer waiting.
 * @property {number[]} polls The latest polls.
 */

/**
 * Returns a name for people.
 * @param {BoardJob} job
 */
export const nameOf = ({ job: { operation, project, id } }) => `${operation} ${project ?? id}`;

/**
 * Returns whether the service has not yet started a job, as far as the board knows.
 * @param {BoardJob} job
 */
export const isWaiting = ({ status, isDone }) => !isDone && (!status || status.state === "notStarted");

/**
 * The jobs of a board with their polls. A board has only the last status of a job, so polls before a reload are lost.
 */
export class JobLog {
  #board;
  #changed;
  /**
   * By the URLs of the jobs, in the order in which they were added.
   * @type {Map<string, Logged>}
   */
  #jobs = new Map();
  /**
   * The submissions that wait for their turn.
   * @type {Set<Logged>}
   */
  #queued = new Set();

  /** @param {JobBoard} board @param {() => void} changed Called when something was logged. */
  constructor(board, changed) {
    this.#board = board;
    this.#changed = changed;
    for (const job of board.jobs()) this.#note(job);
    board.onChange(({ type, url, job }) => {
      if (job) {
        const logged = this.#note(job);
        if (type !== "added") this.#poll(logged, job);
      } else {
        this.#jobs.delete(url);
      }
      changed();
    });
  }

  /** The jobs in the order in which they were added, and then the submissions that wait. */
  get all() {
    return [...this.#jobs.values(), ...this.#queued];
  }

  /** The jobs on the board. */
  get jobs() {
    return Array.from(this.#jobs.values(), ({ job }) => /** @type {BoardJob} */ (job));
  }

  /**
   * Returns a job as the board has it now, with the estimate of its end.
   * @param {Logged} logged
   */
  now({ job }) {
    return job && (this.#board.job(job.job.url) ?? job);
  }

  /**
   * Notes a submission from the call until it has a job.
   * @param {string} name @param {() => Promise<BoardJob>} submit
   */
  async submit(name, submit) {
    /** @type {Logged} */
    const queued = { name, askedAt: Date.now(), polls: [] };
    this.#queued.add(queued);
    this.#changed();
    try {
      this.#note(await submit()).askedAt = queued.askedAt;
    } finally {
      this.#queued.delete(queued);
      this.#changed();
    }
  }

  /** @param {BoardJob} job */
  #note(job) {
    const { url } = job.job;
    const logged = this.#jobs.get(url) ?? { name: nameOf(job), polls: [] };
    logged.job = job;
    this.#jobs.set(url, logged);
    return logged;
  }

  /** @param {Logged} logged @param {BoardJob} job */
  #poll(logged, job) {
    const now = Date.now();
    logged.polls.push(now);
    if (logged.polls.length > MOST_POLLS) logged.polls.shift();
    if (!isWaiting(job)) logged.runningSince ??= now;
  }
}
