/** @typedef {import("./elements.js").Texts} Texts */

/** The texts of a language, and its numbers, sizes, times and dates. */
export class Words {
  texts;
  locale;
  #plural;
  #dates;
  /**
   * The formats of numbers, by their options. Making one takes long.
   * @type {Map<string | undefined, Intl.NumberFormat>}
   */
  #numbers = new Map();

  /** @param {Texts} texts @param {string} locale The tag for numbers and dates, such as `de-AT`. */
  constructor(texts, locale) {
    this.texts = texts;
    this.locale = locale;
    this.#plural = new Intl.PluralRules(locale);
    this.#dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  }

  /**
   * Returns the parts of a text with its `{names}` replaced by nodes or texts.
   * @param {string} text @param {Record<string, Node | string | number>} values
   */
  parts(text, values) {
    return text.split(/\{(\w+)\}/).map((part, index) => {
      const value = index % 2 ? values[part] : part;
      // A name or a number keeps its own direction within a right-to-left text.
      return index % 2 && typeof value === "string" && this.texts.dir === "rtl" ? `\u2068${value}\u2069` : value;
    });
  }

  /**
   * Returns a text with its `{names}` replaced.
   * @param {string} text @param {Record<string, string | number>} values
   */
  say(text, values) {
    return this.parts(text, values).join("");
  }

  /**
   * Joins two sentences.
   * @param {string} first Without its full stop. @param {string} second
   */
  sentences(first, second) {
    // Neither is a name, so neither is isolated.
    return this.texts.sentences.replace("{first}", () => first).replace("{second}", () => second);
  }

  /**
   * Returns the form of a text for a number, such as "1 poll" and "2 polls".
   * @param {import("./elements.js").Counted} forms @param {number} count
   */
  count(forms, count) {
    return this.say(forms[this.#plural.select(count)] ?? forms.other, { n: this.number(count) });
  }

  /** @param {number} value @param {Intl.NumberFormatOptions} [options] */
  number(value, options) {
    const name = JSON.stringify(options);
    let format = this.#numbers.get(name);
    if (!format) this.#numbers.set(name, (format = new Intl.NumberFormat(this.locale, options)));
    return format.format(value);
  }

  /** @param {number} value From 0 to 100. */
  percent(value) {
    return this.number(Math.floor(value) / 100, { style: "percent" });
  }

  /** @param {number} bytes */
  size(bytes) {
    const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), 3);
    return this.number(bytes / 1000 ** step, {
      style: "unit",
      unit: ["byte", "kilobyte", "megabyte", "gigabyte"][step],
      unitDisplay: step ? "short" : "long",
      maximumFractionDigits: 1,
    });
  }

  /**
   * Formats a time span like a clock: 0:07, 1:02:03.
   * @param {number} ms
   */
  span(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const two = (/** @type {number} */ value) => this.number(value, { minimumIntegerDigits: 2 });
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return [...(hours ? [this.number(hours), two(minutes)] : [this.number(minutes)]), two(seconds % 60)].join(":");
  }

  /**
   * Formats a time span in words: 240 ms, 3 s, 2 min.
   * @param {number} ms
   */
  wait(ms) {
    const { units } = this.texts;
    if (ms < 1000) return this.say(units.ms, { n: this.number(Math.round(ms)) });
    if (ms < 120_000) return this.say(units.s, { n: this.number(Math.ceil(ms / 1000)) });
    return this.say(units.min, { n: this.number(Math.ceil(ms / 60_000)) });
  }

  /**
   * Formats a date. A text that is not a date stays unchanged.
   * @param {string | number} when RFC 3339, or milliseconds since 1970.
   */
  date(when) {
    const at = new Date(when);
    return Number.isNaN(at.getTime()) ? String(when) : this.#dates.format(at);
  }
}
