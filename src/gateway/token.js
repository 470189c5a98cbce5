// A token that many requests share. It is renewed once for all of them, before it expires.

/** A token is renewed this long before it expires, or after half of its lifetime. */
const MARGIN_MS = 300_000;

export class SharedToken {
  #fetchToken;
  #token = "";
  #renewAt = 0;
  #expiresAt = 0;
  /** @type {Promise<void> | undefined} */
  #renewal;

  /** @param {() => Promise<{ token: string, expiresOnTimestamp: number } | null>} fetchToken */
  constructor(fetchToken) {
    this.#fetchToken = fetchToken;
  }

  async #renew() {
    const fetched = await this.#fetchToken();
    if (!fetched?.token) throw new TypeError("The credential gave no token.");
    this.#token = fetched.token;
    this.#expiresAt = fetched.expiresOnTimestamp;
    this.#renewAt = this.#expiresAt - Math.min(MARGIN_MS, (this.#expiresAt - Date.now()) / 2);
  }

  /**
   * Returns the token.
   *
   * @param {string} [refused] The token that the service has refused.
   */
  async get(refused) {
    const isUsable = () => this.#token !== refused && Date.now() < this.#expiresAt;
    if (isUsable() && Date.now() < this.#renewAt) return this.#token;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    try {
      await this.#renewal;
    } catch (error) {
      if (!isUsable()) throw error;
    }
    return this.#token;
  }
}
