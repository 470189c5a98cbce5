// The statuses of jobs as last read. One poll serves everyone who follows the same job.

/**
 * @typedef {object} Reading An answer that several users get.
 * @property {number} status
 * @property {Headers} headers
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {boolean} isDone True if it is the status of a job that has ended.
 */

/** A status that is younger than this is not read again, not even for a user who has seen it. */
const YOUNG_MS = 250;

export class Readings {
  /** @type {Map<string, { reading: Promise<Reading>, at: number, isPending: boolean, seen: Set<string> }>} */
  #known = new Map();
  #floorMs;

  /** @param {number} floorMs The shortest time between two polls of one job. */
  constructor(floorMs) {
    this.#floorMs = floorMs;
  }

  /**
   * Returns the status at a URL. A reading is shared with everyone who has not seen it, for at most the service's
   * shortest time between two polls. So each user sees something new with each poll, and all users share one request.
   *
   * @param {string} url @param {string} user @param {number} now
   * @param {() => Promise<Reading>} read
   * @returns {{ reading: Promise<Reading>, isShared: boolean }}
   */
  get(url, user, now, read) {
    for (const [old, { at, isPending }] of this.#known) {
      if (now - at < this.#floorMs) break;
      if (!isPending) this.#known.delete(old);
    }
    const known = this.#known.get(url);
    if (known && (known.isPending || !known.seen.has(user) || now - known.at < YOUNG_MS)) {
      known.seen.add(user);
      return { reading: known.reading, isShared: true };
    }
    this.#known.delete(url);
    const reading = read();
    const entry = { reading, at: now, isPending: true, seen: new Set([user]) };
    this.#known.set(url, entry);
    const end = (/** @type {number} */ status) => {
      entry.isPending = false;
      if (status !== 200 && this.#known.get(url) === entry) this.#known.delete(url);
    };
    reading.then(
      ({ status }) => end(status),
      () => end(0),
    );
    return { reading, isShared: false };
  }
}
