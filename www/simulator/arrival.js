import { Query } from "./query.js";

/**
 * A received request: read once, in full, and parsed.
 *
 * @typedef {object} Arrival
 * @property {string} method
 * @property {URL} url
 * @property {string[]} path The path's segments, percent-decoded once. Empty when an escape in it is malformed.
 * @property {Query} query
 * @property {Headers} headers
 * @property {Uint8Array} body
 * @property {string} text The body as UTF-8.
 * @property {number} at Milliseconds since the epoch.
 * @property {AbortSignal | undefined} signal
 */

/**
 * @param {Request} request
 * @param {number} at
 * @returns {Promise<Arrival>}
 */
export async function readArrival(request, at) {
  const url = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  return {
    method: request.method,
    url,
    path: readPath(url.pathname),
    query: new Query(url.search),
    headers: request.headers,
    body,
    text: new TextDecoder().decode(body),
    at,
    signal: request.signal ?? undefined,
  };
}

/** @param {string} pathname */
function readPath(pathname) {
  try {
    return pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
}
