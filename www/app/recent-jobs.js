const STORED = "export-jobs.recent";
const MOST_JOBS = 8;

/**
 * A job that was started or followed here. It contains no secret.
 *
 * @typedef {object} RecentJob
 * @property {import("../../dist/jobs.js").Job} job
 * @property {string} title
 * @property {boolean} simulated
 * @property {string} service "avepoint", or a family of Azure Language.
 * @property {string} endpoint
 * @property {number} startedAt Milliseconds since the epoch.
 * @property {string} [ended] How it ended, in a word. Undefined while it is watched.
 */

/** The jobs of this browser, the latest first. */
export class RecentJobs {
  /** @type {RecentJob[]} */
  entries = read();

  /** @param {RecentJob} entry */
  keep(entry) {
    this.entries = [entry, ...this.entries.filter(({ job }) => job.url !== entry.job.url)].slice(0, MOST_JOBS);
    this.#write();
  }

  /** @param {string} url The job's. @param {string} ended */
  end(url, ended) {
    const entry = this.entries.find(({ job }) => job.url === url);
    if (entry) entry.ended = ended;
    this.#write();
  }

  /** @param {RecentJob} entry */
  forget(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    this.#write();
  }

  #write() {
    try {
      localStorage.setItem(STORED, JSON.stringify(this.entries));
    } catch {
      // Without storage, they last as long as the page.
    }
  }
}

/** @returns {RecentJob[]} */
function read() {
  try {
    const entries = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(entries) ? entries.filter(isWhole).slice(0, MOST_JOBS) : [];
  } catch {
    return [];
  }
}

/**
 * Returns whether an entry has everything that the page shows. Anyone can write to storage.
 * @param {any} entry
 */
const isWhole = (entry) =>
  [
    entry?.title,
    entry?.service,
    entry?.endpoint,
    entry?.job?.service,
    entry?.job?.operation,
    entry?.job?.id,
    entry?.job?.url,
  ].every((text) => typeof text === "string") &&
  typeof entry.simulated === "boolean" &&
  ["string", "undefined"].includes(typeof entry.ended) &&
  isUrl(entry.job.url) &&
  isDate(entry.startedAt);

/** @param {string} text */
function isUrl(text) {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}

/**
 * Returns whether a number is a valid date. JavaScript has no dates beyond 8.64e15, and throws for them.
 * @param {unknown} ms Milliseconds since the epoch.
 */
const isDate = (ms) => typeof ms === "number" && !Number.isNaN(new Date(ms).getTime());
