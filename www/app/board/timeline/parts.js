import { stateWords } from "../../words.js";
import { isWaiting } from "../job-log.js";

/** A submission that is sent sooner did not wait for its turn. */
const AT_ONCE_MS = 500;

/**
 * @typedef {"queued" | "waiting" | "running" | "good" | "warn" | "bad" | "likely"} Kind
 * @typedef {{ kind: Kind, from: number, to: number }} Part A part of a job's time, in milliseconds since 1970.
 */

/**
 * Returns the times of a job.
 * @param {import("../job-log.js").Logged} logged @param {number} now Milliseconds since 1970.
 */
export function timesOf({ job, askedAt, runningSince }, now) {
  const submittedAt = job?.startedAt;
  const endedAt = job?.endedAt;
  const queuedSince = askedAt !== undefined && (submittedAt ?? now) - askedAt > AT_ONCE_MS ? askedAt : undefined;
  const likely =
    job && !job.isDone && job.likelyEnd
      ? { from: now + job.likelyEnd.fromMs, to: now + job.likelyEnd.toMs }
      : undefined;
  return {
    queuedSince: submittedAt === undefined ? askedAt : queuedSince,
    submittedAt,
    // A job that was already running when the page was opened may have waited before.
    runningSince: job && isWaiting(job) ? undefined : (runningSince ?? submittedAt),
    endedAt,
    likely,
  };
}

/**
 * Returns the parts of a job's bar in their order.
 * @param {import("../job-log.js").Logged} logged @param {number} now Milliseconds since 1970.
 * @returns {Part[]}
 */
export function partsOf(logged, now) {
  const { queuedSince, submittedAt, runningSince, endedAt, likely } = timesOf(logged, now);
  /** @type {Part[]} */
  const parts = [];
  const add = (/** @type {Kind} */ kind, /** @type {number} */ from, /** @type {number} */ to) =>
    to > from && parts.push({ kind, from, to });
  if (queuedSince !== undefined) add("queued", queuedSince, submittedAt ?? now);
  if (submittedAt === undefined) return parts;
  add("waiting", submittedAt, runningSince ?? endedAt ?? now);
  if (runningSince !== undefined) add(endOf(logged) ?? "running", runningSince, endedAt ?? now);
  if (likely) add("likely", likely.from, likely.to);
  return parts;
}

/**
 * Returns how a job has ended.
 * @param {import("../job-log.js").Logged} logged @returns {"good" | "warn" | "bad" | undefined}
 */
export function endOf({ job }) {
  if (!job?.isDone) return undefined;
  const tone = stateWords[job.status?.state ?? ""]?.tone;
  return job.error && tone !== "warn" ? "bad" : tone === "good" || tone === "warn" ? tone : "bad";
}
