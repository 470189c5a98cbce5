// An answer of the gateway itself, in the form of the services' errors.

/** The reason why a request does not pass. */
export class Refusal extends Error {
  /**
   * @param {number} status The HTTP status.
   * @param {string} code A name for programs.
   * @param {string} message What is wrong, and what to do. It holds no secret.
   * @param {{ waitMs?: number, cause?: unknown }} [more] The time to wait before another attempt, and what went wrong.
   */
  constructor(status, code, message, { waitMs, cause } = {}) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.waitMs = waitMs;
  }

  /** @returns {Response} */
  toResponse() {
    const { status, code, message, waitMs } = this;
    /** @type {Record<string, string>} */
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    if (waitMs !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil(waitMs / 1000)));
    return new Response(JSON.stringify({ error: { code, message } }), { status, headers });
  }
}
