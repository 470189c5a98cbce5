const MINUTE = 60_000;

/** Counts the requests of each resource in the last minute. */
export class RateLimit {
  /** @type {Map<string, number[]>} */
  #seen = new Map();

  /**
   * Counts a request, unless it exceeds the limit.
   *
   * @param {string} what The name of the count, such as `"POST https://contoso.cognitiveservices.azure.com"`.
   * @param {number} perMinute
   * @param {number} now
   * @returns {number} The seconds until the request would be allowed, or 0.
   */
  secondsToWait(what, perMinute, now) {
    if (perMinute === Infinity) return 0;
    const recent = (this.#seen.get(what) ?? []).filter((at) => at > now - MINUTE);
    this.#seen.set(what, recent);
    if (recent.length < perMinute) {
      recent.push(now);
      return 0;
    }
    return Math.max(1, Math.ceil(((recent[recent.length - perMinute] ?? now) + MINUTE - now) / 1000));
  }

  clear() {
    this.#seen.clear();
  }
}
