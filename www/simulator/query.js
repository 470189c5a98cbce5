/**
 * A query string exactly as in RFC 3986: `+` is a plus sign, not a space (AvePoint's lists use `%20`), a key may
 * occur several times, and nothing is folded or trimmed.
 */
export class Query {
  /** @type {[name: string, value: string][]} */
  #pairs;

  /** @param {string} search With its question mark, or empty. */
  constructor(search) {
    this.#pairs = search
      .replace(/^\?/, "")
      .split("&")
      .filter((pair) => pair !== "")
      .map((pair) => {
        const [name, ...value] = pair.split("=");
        return [decode(name), decode(value.join("="))];
      });
  }

  /** @param {string} name */
  get(name) {
    return this.all(name)[0];
  }

  /** @param {string} name @returns {string[]} */
  all(name) {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  }
}

/** @param {string} text A malformed escape stays unchanged. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
