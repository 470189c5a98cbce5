/**
 * A query string by the letter of RFC 3986: `+` is a plus sign and not a space (AvePoint's lists are written with
 * `%20`), a key may come several times, and nothing is folded or trimmed.
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

/** @param {string} text A malformed escape stays as it came. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
