import { partOf } from "./files/long-body.js";

/**
 * Answers a request for a part of a file, as Azure Blob storage does (Microsoft, "Specifying the range header for Blob
 * service operations"): `bytes=first-` and `bytes=first-last`, the latter also in `x-ms-range`, which has priority. Any
 * other form gets the whole file. `If-Range` is that of RFC 9110.
 *
 * @param {import("./answer.js").Answer} answer The answer with the whole file and its ETag.
 * @param {Pick<import("./arrival.js").Arrival, "headers">} arrival
 * @returns {import("./answer.js").Answer}
 */
export function inRange(answer, { headers }) {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.get("x-ms-range") ?? headers.get("range") ?? "") ?? [];
  const condition = headers.get("if-range");
  if (first === undefined || (condition !== null && condition !== answer.headers.ETag)) return answer;
  const { length } = answer.body;
  const [from, to] = [Number(first), last === "" ? length : Math.min(Number(last) + 1, length)];
  if (from >= length || to <= from) {
    const { ["Content-Type"]: type, ...others } = answer.headers;
    const sent = { ...others, "Content-Length": "0", "Content-Range": `bytes */${length}` };
    return { status: 416, headers: sent, body: new Uint8Array(0) };
  }
  const sent = { "Content-Length": String(to - from), "Content-Range": `bytes ${from}-${to - 1}/${length}` };
  return { ...answer, status: 206, headers: { ...answer.headers, ...sent }, body: partOf(answer.body, from, to) };
}
