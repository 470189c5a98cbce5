import { Secrets } from "./secrets.js";

/** The number of bytes of a body that are kept for display. */
const SHOWN_BYTES = 20_000;

/**
 * One request and its answer, without credentials.
 *
 * @typedef {object} Exchange
 * @property {string} purpose "submission", "poll" or "result".
 * @property {string} method
 * @property {string} url
 * @property {[string, string][]} requestHeaders
 * @property {number} at Milliseconds since the epoch.
 * @property {number} [tookMs] Time until the headers of the answer.
 * @property {number} [status]
 * @property {boolean} [isRedirect] The browser does not reveal the target.
 * @property {[string, string][]} [responseHeaders]
 * @property {string} [body]
 * @property {string} [bodyNote] A remark on the body.
 * @property {string} [failure] Why there was no answer.
 * @property {string} [reading] The service's own word, once the module has read it.
 */

/**
 * Records the exchanges of a `fetch`. `log.fetch` is the same `fetch`; `log.entries` are its exchanges. Dispatches
 * "change" with the exchange.
 */
export class ExchangeLog extends EventTarget {
  /** @type {Exchange[]} */
  entries = [];
  /** The purpose of the next requests. */
  purpose = "submission";
  #send;
  #secrets = new Secrets();

  /** @param {(request: Request) => Promise<Response>} send */
  constructor(send) {
    super();
    this.#send = send;
  }

  /** @param {Request} request @returns {Promise<Response>} */
  fetch = async (request) => {
    const requestHeaders = this.#secrets.mask(request.headers);
    const url = this.#secrets.hide(request.url);
    /** @type {Exchange} */
    const exchange = { purpose: this.purpose, method: request.method, url, requestHeaders, at: Date.now() };
    this.entries.push(exchange);
    this.#changed(exchange);
    try {
      const response = await this.#send(request);
      exchange.tookMs = Date.now() - exchange.at;
      exchange.status = response.status;
      exchange.isRedirect = response.type === "opaqueredirect";
      exchange.responseHeaders = this.#secrets.mask(new Headers(response.headers));
      if (response instanceof Response && !exchange.isRedirect) this.#readBody(exchange, response);
      return response;
    } catch (error) {
      exchange.tookMs = Date.now() - exchange.at;
      exchange.failure = request.signal.aborted
        ? "The request was stopped by this page."
        : this.#secrets.hide(
            `No answer: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
          );
      throw error;
    } finally {
      this.#changed(exchange);
    }
  };

  /**
   * Records the module's reading of the last answer.
   * @param {string} reading
   */
  note(reading) {
    const last = this.entries.at(-1);
    if (!last) return;
    last.reading = this.#secrets.hide(reading);
    this.#changed(last);
  }

  /**
   * Reads the beginning of a copy, because the module reads the original.
   * @param {Exchange} exchange @param {Response} response
   */
  async #readBody(exchange, response) {
    const type = response.headers.get("content-type") ?? "";
    if (response.body === null) exchange.bodyNote = "No body.";
    else if (!/json|text|xml/i.test(type)) exchange.bodyNote = `Not shown: ${type || "no content type"}.`;
    if (exchange.bodyNote) return;
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.clone().body).getReader();
    const decoder = new TextDecoder();
    let text = "";
    let read = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        read += value.length;
        text += decoder.decode(value, { stream: true });
        if (read < SHOWN_BYTES) continue;
        reader.cancel().catch(() => {});
        text = text.slice(0, SHOWN_BYTES);
        exchange.bodyNote = "Only the beginning is shown.";
        break;
      }
    } catch {
      exchange.bodyNote = "The answer broke off here.";
    }
    exchange.body = this.#secrets.hide(indented(text));
    this.#changed(exchange);
  }

  /** @param {Exchange} exchange */
  #changed(exchange) {
    this.dispatchEvent(new CustomEvent("change", { detail: exchange }));
  }
}

/**
 * Returns JSON with line breaks, and any other text unchanged.
 * @param {string} text
 */
function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
