// The answer of a service for a page: the headers that the page needs, and nothing that could act on the portal's
// origin.

/** The headers of services that pages read. Cookies are not among them. */
const passed = [
  "accept-ranges",
  "apim-request-id",
  "content-disposition",
  "content-range",
  "content-type",
  "date",
  "etag",
  "last-modified",
  "operation-location",
  "request-id",
  "retry-after",
  "retry-after-ms",
  "x-ms-request-id",
  "x-ms-retry-after-ms",
  "x-request-id",
];

/**
 * Returns the headers of an answer that may pass. An answer of a service never becomes a page of the portal.
 *
 * @param {Headers} from
 */
export function passedHeaders(from) {
  const headers = new Headers({
    "cache-control": "no-store",
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
  });
  // A body that was decompressed on its way has a different length.
  for (const name of from.has("content-encoding") ? passed : [...passed, "content-length"]) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

/** Returns the service's id of a request. @param {Headers} headers */
export function requestIdOf(headers) {
  const names = ["apim-request-id", "x-ms-request-id", "request-id", "x-request-id"];
  return headers.get(names.find((name) => headers.has(name)) ?? "x-request-id") ?? undefined;
}

/**
 * Returns how long a service asks to wait, from a second to five minutes.
 *
 * @param {Headers} headers @param {number} now
 */
export function retryAfter(headers, now) {
  const text = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Math.min(Math.max(ms || 1000, 1000), 300_000);
}
