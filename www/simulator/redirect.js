const MOST_HOPS = 20;

/** @param {number} status */
const changesToGet = (status, /** @type {string} */ method) =>
  status === 303 || (method === "POST" && (status === 301 || status === 302));

/**
 * Follows a redirect like fetch (Fetch standard, "HTTP-redirect fetch"): "manual" returns it (a browser would make it
 * opaque), "error" fails, "follow" follows it. On the way to another origin, `Authorization` is removed, but a key in
 * any other header is sent along. This is the leak that callers have to prevent.
 *
 * @param {Request} request
 * @param {Uint8Array} body The request's body, which has already been read.
 * @param {number} status
 * @param {string | undefined} location
 * @param {number} hops The number of redirects before.
 * @returns {Request | undefined} The request to send instead.
 */
export function readRedirect(request, body, status, location, hops) {
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status) || request.redirect === "manual")
    return undefined;
  if (request.redirect === "error" || hops === MOST_HOPS) throw new TypeError("Failed to fetch");
  const url = new URL(location, request.url);
  const headers = new Headers(request.headers);
  if (url.origin !== new URL(request.url).origin) headers.delete("authorization");
  const isGet = changesToGet(status, request.method);
  const method = isGet ? "GET" : request.method;
  const sent = isGet || body.length === 0 ? undefined : /** @type {BodyInit} */ (body);
  return new Request(url, { method, headers, body: sent, signal: request.signal, redirect: request.redirect });
}
