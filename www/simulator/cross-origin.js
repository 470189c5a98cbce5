import { emptyAnswer, withHeaders } from "./answer.js";

/**
 * Cross-origin rules (Fetch standard, "CORS protocol"). No recording proves that the live services answer preflights.
 * A page can only use services that do, so the simulated ones do.
 *
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./arrival.js").Arrival} Arrival
 */

/** @param {Arrival} arrival @returns {Answer | undefined} */
export function answerPreflight({ method, headers }) {
  const requested = headers.get("access-control-request-method");
  if (method !== "OPTIONS" || requested === null) return undefined;
  return emptyAnswer(204, {
    "Access-Control-Allow-Methods": requested,
    "Access-Control-Allow-Headers": headers.get("access-control-request-headers") ?? "",
    "Access-Control-Max-Age": "600",
  });
}

/**
 * Lets every page read the answer. `Access-Control-Expose-Headers` decides which headers it can read; that is up to
 * the service.
 *
 * @param {Answer} answer
 * @param {Arrival} arrival
 */
export const allowOrigin = (answer, { headers }) =>
  headers.has("origin") ? withHeaders(answer, { "Access-Control-Allow-Origin": "*" }) : answer;

const safelisted =
  /^(cache-control|content-language|content-length|content-type|expires|last-modified|pragma|access-control-allow-origin)$/i;

/**
 * Returns what a page sees of an answer that exposes none of its headers.
 * @param {Answer} answer @returns {Answer}
 */
export const hideHeaders = (answer) => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => safelisted.test(name))),
});
