/**
 * The URL of a job in `operation-location` and `resultUrl`: absolute, with the host of the request, and with its
 * api-version except in 2021-11-01-preview.
 *
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {import("../job.js").Job} Job
 */

/**
 * Returns the path of a job, below `projects/`. An export or import that an earlier page stored may not have it.
 * @param {Job} job @returns {string}
 */
export const jobPathOf = ({ operation, content }) => content.jobPath ?? `${content.project}/${operation}/jobs`;

/** @param {Arrival} arrival @param {AuthoringOperation} operation @param {Job} job */
export const statusUrl = (arrival, operation, job) => jobUrl(arrival, operation, job, "");

/** @param {Arrival} arrival @param {AuthoringOperation} operation @param {Job} job */
export function resultUrl(arrival, operation, job) {
  const url = jobUrl(arrival, operation, job, "/result");
  return job.resultOrigin === undefined ? url : url.replace(/^https?:\/\/[^/]+/, job.resultOrigin);
}

/** @param {Arrival} arrival @param {AuthoringOperation} operation @param {Job} job @param {"" | "/result"} result */
function jobUrl({ url, query }, { family, older, prefix }, job, result) {
  const isKnowledgeBase = family === "query-knowledgebases";
  const host = isKnowledgeBase && url.protocol === "https:" && url.port === "" ? `${url.host}:443` : url.host;
  const authoring = older ? "" : "authoring/";
  const internal = older && !isKnowledgeBase && result !== "" ? "internal/" : "";
  const path = `${prefix}/language/${authoring}${family}/${internal}projects/${jobPathOf(job).split("/").map(encodeURIComponent).join("/")}/${job.id}${result}`;
  // A recording of question answering in 2021-10-01 has the api-version. The old URLs of the other families are
  // documented without it.
  const isVersionless = job.versionlessUrls || (older && !isKnowledgeBase);
  return `${url.protocol}//${host}${path}${isVersionless ? "" : `?api-version=${encodeURIComponent(query.get("api-version") ?? "")}`}`;
}
