import { hasResult, phaseAt } from "../job.js";
import { dateOf } from "./dates.js";
import { evaluationResult, trainingResult } from "./job-results.js";
import { resultUrl } from "./job-urls.js";

/**
 * Returns the body of a status answer, with its keys in the order of the recordings. A key without a value is absent,
 * never null.
 *
 * @param {import("../arrival.js").Arrival} arrival
 * @param {import("./routes.js").AuthoringOperation} operation
 * @param {import("../job.js").Job} job
 */
export function jobState(arrival, operation, job) {
  const { state, from } = phaseAt(job, arrival.at);
  const isKnowledgeBase = operation.family === "query-knowledgebases";
  const date = dateOf(operation.family);
  const result = resultOf(arrival, operation, job);
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

/**
 * @param {import("../arrival.js").Arrival} arrival
 * @param {import("./routes.js").AuthoringOperation} operation
 * @param {import("../job.js").Job} job
 */
function resultOf(arrival, operation, job) {
  switch (job.operation) {
    case "export":
      return hasResult(phaseAt(job, arrival.at).state) ? { resultUrl: resultUrl(arrival, operation, job) } : {};
    case "train":
      return { result: trainingResult(job, arrival.at) };
    case "evaluate":
      return { result: evaluationResult(job, arrival.at) };
    case "updateSources":
      // In the recordings it has the name of the project, and no file.
      return phaseAt(job, arrival.at).state === "succeeded"
        ? { resultUrl: `/knowledgebases/${job.content.project}` }
        : {};
    default:
      return {};
  }
}

/** @param {string} word @param {string} state */
export const isSpelling = (word, state) =>
  word.toLowerCase().replace(/^canceled$/, "cancelled") === state.toLowerCase();
