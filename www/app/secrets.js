const HIDDEN = "••••••••";
const carriers =
  /^(authorization|proxy-authorization|cookie|set-cookie|.*(api|subscription|access)-?key.*|.*token.*|.*secret.*)$/i;

/**
 * Keeps credentials out of everything that is shown: the headers that carry them, and texts that repeat
 * them.
 */
export class Secrets {
  /** @type {Set<string>} */
  #known = new Set();

  /**
   * Returns the headers to show. Remembers the values of those that carry credentials.
   * @param {Headers} headers @returns {[string, string][]}
   */
  mask(headers) {
    return [...headers].map(([name, value]) => {
      if (!carriers.test(name)) return [name, this.hide(value)];
      const [, scheme = "", secret] = /^(bearer |basic )?(.*)$/i.exec(value) ?? ["", "", value];
      if (secret.length > 3) this.#known.add(secret);
      return [name, `${scheme}${HIDDEN}`];
    });
  }

  /**
   * Returns the text without the secrets that were seen so far.
   * @param {string} text
   */
  hide(text) {
    let shown = text;
    for (const secret of this.#known) {
      for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))
        shown = shown.replaceAll(form, HIDDEN);
    }
    return shown;
  }
}
