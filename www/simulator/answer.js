/**
 * A service's answer before it becomes a `Response`. It is plain data, so that a fault can change it.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {import("./files/long-body.js").Body} body
 * @property {Delivery} [delivery] How the body is sent, if not immediately and whole.
 *
 * @typedef {object} Delivery
 * @property {number} [chunks] The number of pieces of the body.
 * @property {number} [overMs] The duration of the whole body.
 * @property {number} [breaksAfter] The number of bytes after which the connection breaks.
 *
 * @typedef {import("./clock.js").Clock} Clock
 */

/** @returns {Answer} */
export const emptyAnswer = (/** @type {number} */ status, /** @type {Record<string, string>} */ headers = {}) => ({
  status,
  headers: { "Content-Length": "0", ...headers },
  body: new Uint8Array(0),
});

/**
 * @param {number} status
 * @param {string} contentType
 * @param {string | Uint8Array} content
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
export function answerWith(status, contentType, content, headers = {}) {
  const body = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { status, headers: { "Content-Length": String(body.length), "Content-Type": contentType, ...headers }, body };
}

/**
 * Returns a JSON answer as the services send it: compact, with its charset.
 *
 * @param {number} status @param {unknown} value @param {Record<string, string>} [headers]
 */
export const answerWithJson = (status, value, headers) =>
  answerWith(status, "application/json; charset=utf-8", JSON.stringify(value), headers);

/**
 * Returns the same answer with another body.
 * @param {Answer} answer @param {string | Uint8Array} content @returns {Answer}
 */
export const withBody = (answer, content) => {
  const { body, headers } = answerWith(answer.status, "", content);
  return { ...answer, headers: { ...answer.headers, "Content-Length": headers["Content-Length"] }, body };
};

/**
 * Returns the same answer with more headers.
 *
 * @param {Answer} answer
 * @param {Record<string, string>} headers
 * @returns {Answer}
 */
export const withHeaders = (answer, headers) => ({ ...answer, headers: { ...answer.headers, ...headers } });

/**
 * @param {Answer} answer
 * @param {Clock} clock
 * @param {Request} request Its signal aborts a body that is being sent, with the signal's reason.
 */
export function toResponse(answer, clock, request) {
  const { status, headers } = answer;
  const hasNoBody = status === 204 || status === 304 || answer.body.length === 0;
  if (hasNoBody) return new Response(null, { status, headers });
  const isAtOnce = answer.delivery === undefined && answer.body instanceof Uint8Array;
  const body = isAtOnce ? answer.body : deliver(answer.body, answer.delivery ?? {}, clock, request);
  return new Response(/** @type {BodyInit} */ (body), { status, headers });
}

/** The length of the pieces in which a long body is sent. */
const PIECE_BYTES = 65_536;

/**
 * @param {import("./files/long-body.js").Body} body @param {Delivery} delivery @param {Clock} clock
 * @param {Request} request
 */
function deliver(body, { chunks = 1, overMs = 0, breaksAfter = Infinity }, clock, request) {
  const longest = body instanceof Uint8Array ? Infinity : PIECE_BYTES;
  const pieceLength = Math.max(1, Math.min(Math.ceil(body.length / chunks), longest));
  const stopped = new AbortController();
  let sent = 0;
  return new ReadableStream(
    {
      start(controller) {
        const stop = () => {
          stopped.abort(request.signal.reason);
          controller.error(request.signal.reason);
        };
        request.signal.addEventListener("abort", stop, { once: true });
      },
      async pull(controller) {
        // Checks the request's signal and not a copy of it. This also keeps the request alive; otherwise Node would
        // not follow the signal.
        if (request.signal.aborted) throw request.signal.reason;
        if (overMs > 0) await clock.sleep(overMs / chunks, stopped.signal);
        if (sent >= breaksAfter) throw new TypeError("network error");
        const piece = body.slice(sent, Math.min(sent + pieceLength, breaksAfter));
        sent += piece.length;
        controller.enqueue(piece);
        if (sent === body.length) controller.close();
      },
      cancel: (reason) => stopped.abort(reason),
    },
    { highWaterMark: 0 },
  );
}
