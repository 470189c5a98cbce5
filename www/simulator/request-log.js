/**
 * A request and its answer. It contains the credentials as sent, because tests look for them.
 *
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number | null} status null until there is an answer, 0 if there will be none.
 * @property {number} at Milliseconds since the epoch.
 * @property {string} [operation] "train", "getProject". A submission, its job's status and its result have the same name.
 * @property {"submit" | "status" | "result" | "read"} [place] Distinguishes them.
 * @property {string} [fault] The fault that happened to it.
 */

const CAPACITY = 1000;

/** The last thousand requests. */
export class RequestLog {
  /** @type {LoggedRequest[]} */
  entries = [];

  /** @param {import("./arrival.js").Arrival} arrival @returns {LoggedRequest} */
  add({ method, url, headers, text, at }) {
    /** @type {LoggedRequest} */
    const entry = { method, url: url.href, headers: Object.fromEntries(headers), body: text, status: null, at };
    this.entries.push(entry);
    if (this.entries.length > CAPACITY) this.entries.shift();
    return entry;
  }

  clear() {
    this.entries.length = 0;
  }
}
