/**
 * What one request was and how it was answered. Credentials stand in it as they came: that is what the tests look for.
 *
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {number | null} status null while no answer has been given, 0 when none was given at all.
 * @property {number} at Milliseconds since the epoch.
 * @property {string} [operation] "train", "getProject": a submission, its job's status and its result share a name.
 * @property {"submit" | "status" | "result" | "read"} [place] Which of them it was.
 * @property {string} [fault] The fault that was played on it.
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
