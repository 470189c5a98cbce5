/**
 * Where a job is found, as `operation-location` and `resultUrl` say it: absolute, with the request's own host, and
 * with its api-version except in 2021-11-01-preview.
 *
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {import("../job.js").Job} Job
 */

/** Where a job is listed, below `projects/`. An export or import that an earlier page stored may not say it. @param {Job} job @returns {string} */
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
  // Question answering of 2021-10-01 was recorded with its api-version; the other families' old shape is documented without.
  const isVersionless = job.versionlessUrls || (older && !isKnowledgeBase);
  return `${url.protocol}//${host}${path}${isVersionless ? "" : `?api-version=${encodeURIComponent(query.get("api-version") ?? "")}`}`;
}
