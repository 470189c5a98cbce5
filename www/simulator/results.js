import { crc32 } from "./files/crc32.js";
import { lengthened } from "./files/long-body.js";
import { inRange } from "./range.js";

/**
 * The form of the files of jobs.
 *
 * @typedef {object} Results
 * @property {number} [bytes] The size of every file, if it is longer than the content of the job. A longer file is made
 *   while it is sent, and is never in memory.
 * @property {boolean} [ranges] Files have an ETag, and parts of them can be requested, as with Azure Blob storage. No
 *   contract says so of these services. Without it, a `Range` is ignored.
 */

/**
 * Returns the answer with a file as the options say.
 *
 * @param {import("./answer.js").Answer} answer @param {import("./arrival.js").Arrival} arrival
 * @param {import("./job.js").Job} job @param {Results} results
 * @returns {import("./answer.js").Answer}
 */
export function sendFile(answer, arrival, job, { bytes = 0, ranges = false }) {
  if (answer.status !== 200 || !(answer.body instanceof Uint8Array)) return answer;
  const body = lengthened(answer.body, Math.max(bytes, answer.body.length) + (job.revision ?? 0));
  /** @type {Record<string, string>} */
  const headers = { ...answer.headers, "Content-Length": String(body.length) };
  if (!ranges) return { ...answer, headers, body };
  const version = `${crc32(answer.body).toString(16)}${body.length.toString(16)}`.toUpperCase();
  const exposed = [headers["Access-Control-Expose-Headers"], "ETag, Content-Range, Accept-Ranges"]
    .filter(Boolean)
    .join(", ");
  const more = { "Accept-Ranges": "bytes", ETag: `"0x8D${version}"`, "Access-Control-Expose-Headers": exposed };
  return inRange({ ...answer, headers: { ...headers, ...more }, body }, arrival);
}
