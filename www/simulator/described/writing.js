import { answerWithJson, emptyAnswer, withHeaders } from "../answer.js";

/** An answer that is built by writing values to the places where a description reads them. */
export class Writing {
  #status;
  /** @type {any} */
  #body;
  /** @type {Record<string, string>} */
  #headers = {};

  /** @param {number} status */
  constructor(status) {
    this.#status = status;
  }

  /**
   * Writes a value to a place: a member of the body or a header. A condition that wants certain values gets the first.
   *
   * @param {{ body?: string, header?: string, http?: number[], is?: unknown[] }} place @param {unknown} [value]
   */
  put({ body, header, http, is }, value = true) {
    const written = is ? is[0] : value;
    if (header !== undefined) this.#headers[header] = String(written);
    if (Array.isArray(http)) this.#status = http[0];
    if (body !== undefined) this.#body = withMember(this.#body, body.split("/").slice(1), written);
  }

  /** Writes a value to the first of some places. @param {any[] | undefined} places @param {unknown} [value] */
  putFirst(places, value) {
    if (places?.[0]) this.put(places[0], value);
  }

  /** @param {Record<string, string>} [more] */
  answer(more = {}) {
    const headers = { ...more, ...this.#headers };
    return this.#body === undefined
      ? emptyAnswer(this.#status, headers)
      : withHeaders(answerWithJson(this.#status, this.#body), headers);
  }
}

/**
 * Returns the value with a member at a JSON pointer. `*` is the first item of a list.
 *
 * @param {any} whole @param {string[]} names @param {unknown} value @returns {any}
 */
function withMember(whole, [name, ...rest], value) {
  if (name === undefined) return typed(value);
  const own = name.replaceAll("~1", "/").replaceAll("~0", "~");
  if (own === "*") return [withMember(whole?.[0], rest, value)];
  return { ...whole, [own]: withMember(whole?.[own], rest, value) };
}

/** A word that is a number or a boolean is sent as one. @param {unknown} value */
function typed(value) {
  if (value === "true" || value === "false") return value === "true";
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}
