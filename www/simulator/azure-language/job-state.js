import { hasResult, phaseAt } from "../job.js";
import { resultUrl } from "./job-urls.js";

/**
 * The body of a status answer, its keys in the order of the recordings. A key without a value is absent, never null.
 *
 * @param {import("../arrival.js").Arrival} arrival
 * @param {import("./routes.js").AuthoringOperation} operation
 * @param {import("../job.js").Job} job
 */
export function jobState(arrival, operation, job) {
  const { state, from } = phaseAt(job, arrival.at);
  const isKnowledgeBase = operation.family === "query-knowledgebases";
  const date = isKnowledgeBase ? dateWithOffset : dateWithZ;
  const result =
    job.operation === "export" && hasResult(state) ? { resultUrl: resultUrl(arrival, operation, job) } : {};
  const jobId = { jobId: job.id };
  const createdDateTime = { createdDateTime: date(job.createdAt) };
  const lastUpdatedDateTime = { lastUpdatedDateTime: date(from) };
  const expirationDateTime = { expirationDateTime: date(job.expiresAt) };
  const status = { status: job.spelling !== undefined && isSpelling(job.spelling, state) ? job.spelling : state };
  const complaints = {
    ...(job.warnings && { warnings: job.warnings }),
    ...(job.errors && { errors: job.errors }),
  };
  return isKnowledgeBase
    ? {
        ...createdDateTime,
        ...expirationDateTime,
        ...jobId,
        ...lastUpdatedDateTime,
        ...status,
        ...result,
        ...complaints,
      }
    : {
        ...result,
        ...jobId,
        ...createdDateTime,
        ...lastUpdatedDateTime,
        ...expirationDateTime,
        ...status,
        ...complaints,
      };
}

/** @param {string} word @param {string} state */
export const isSpelling = (word, state) =>
  word.toLowerCase().replace(/^canceled$/, "cancelled") === state.toLowerCase();

/** Text and conversations: `2026-01-08T22:48:52Z`. @param {number} at */
const dateWithZ = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Question answering: `2022-09-22T00:03:59+00:00`. @param {number} at */
const dateWithOffset = (at) => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
