// A limit of a service that all users of the portal share.

/** @typedef {{ user: string, until: number, name: string }} Place */

export class Lane {
  /** @type {Place[]} */
  #taken = [];
  /**
   * The users who asked lately, each with two times: until when that is remembered, and until when it is remembered
   * that the user had to wait.
   * @type {Map<string, [number, number]>}
   */
  #asked = new Map();
  #blockedUntil = 0;
  #count;
  #windowMs;

  /** @param {number} [count] @param {number} [windowMs] */
  constructor(count = Infinity, windowMs = 0) {
    this.#count = count;
    this.#windowMs = windowMs;
  }

  /**
   * Takes a place for a user. Returns how long the user has to wait instead, in milliseconds.
   *
   * Users who have used their share leave places to the others who asked lately: one to each, and the rest of the
   * share to each one who had to wait.
   *
   * @param {string} user @param {number} now @param {string} [name] The name of the place.
   */
  take(user, now, name = "") {
    if (now < this.#blockedUntil) return this.#blockedUntil - now;
    if (this.#count === Infinity) return 0;
    const until = now + this.#windowMs;
    // A user who has to wait comes back after one window.
    const remembered = until + this.#windowMs;
    this.#taken = this.#taken.filter((place) => place.until > now);
    for (const [old, [end]] of this.#asked) if (end <= now) this.#asked.delete(old);
    const waited = this.#asked.get(user)?.[1] ?? 0;
    this.#asked.set(user, [remembered, waited]);
    const share = Math.max(1, Math.floor(this.#count / this.#asked.size));
    const placesOf = (/** @type {string} */ who) => this.#taken.filter((place) => place.user === who);
    const own = placesOf(user);
    let free = this.#count - this.#taken.length;
    if (own.length >= share)
      for (const [other, [, waited]] of this.#asked)
        free -= Math.max(0, Math.min(now < waited ? share : 1, share - placesOf(other).length));
    if (free > 0) {
      this.#taken.push({ user, until, name });
      return 0;
    }
    this.#asked.set(user, [remembered, remembered]);
    const [first] = own.length >= share ? own : this.#taken;
    return (first?.until ?? until) - now;
  }

  /** Lets nobody through for a while, as the service demands. @param {number} until */
  block(until) {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
  }

  /** Names a place that was taken, or gives it back. @param {string} name @param {string} [next] */
  rename(name, next) {
    if (next === undefined) this.#taken = this.#taken.filter((place) => place.name !== name);
    else for (const place of this.#taken) if (place.name === name) place.name = next;
  }
}
