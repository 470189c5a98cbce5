const MINUTE = 60_000;

/** Counts each resource's requests over the last minute. */
export class RateLimit {
  /** @type {Map<string, number[]>} */
  #seen = new Map();

  /**
   * Counts a request, unless it is one too many.
   *
   * @param {string} what Whose count, such as `"POST https://contoso.cognitiveservices.azure.com"`.
   * @param {number} perMinute
   * @param {number} now
   * @returns {number} After how many seconds it would be let through: 0 for at once.
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
