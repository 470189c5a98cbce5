import { insightsExports } from "./exports.js";

/**
 * @typedef {object} InsightsOperation
 * @property {"avepoint"} service
 * @property {"submit" | "status" | "result" | undefined} place
 * @property {string} name
 * @property {boolean} hasJob
 * @property {import("./exports.js").InsightsExport} [export]
 * @property {string} subject The argument in the path: an object, a user or a group.
 * @property {string} jobId
 */

/** @param {import("../arrival.js").Arrival} arrival @returns {InsightsOperation | undefined} */
export function readRoute({ path }) {
  // A proxy's prefix may contain the word as well. The first match with a valid rest counts.
  const routes = path.flatMap((segment, index) =>
    segment === "insights" ? [readInsightsPath(path.slice(index))] : [],
  );
  return routes.find(({ place }) => place !== undefined) ?? routes[0];
}

/** @param {string[]} segments From `insights` on. @returns {InsightsOperation} */
function readInsightsPath(segments) {
  /** @type {InsightsOperation} */
  const unknown = { service: "avepoint", place: undefined, name: "export", hasJob: true, subject: "", jobId: "" };
  if (segments[1] === "job" && segments.length === 4) {
    const place = segments[3] === "exportstatus" ? "status" : segments[3] === "exportfile" ? "result" : undefined;
    return { ...unknown, place, jobId: segments[2] };
  }
  for (const candidate of insightsExports) {
    const subject = matchPath(candidate.path, segments);
    if (subject !== undefined) return { ...unknown, place: "submit", export: candidate, subject };
  }
  return unknown;
}

/** @param {string} template @param {string[]} segments @returns {string | undefined} */
function matchPath(template, segments) {
  const expected = template.split("/");
  let subject = "";
  if (expected.length !== segments.length) return matchAllGroups(expected, segments);
  for (const [index, segment] of expected.entries()) {
    if (segment.startsWith("{")) subject = segments[index];
    else if (segment !== segments[index]) return undefined;
  }
  return subject;
}

/**
 * "To export all groups, skip the group": the page does not show the URL. So the segment may be left out or empty.
 *
 * @param {string[]} expected
 * @param {string[]} segments
 */
const matchAllGroups = (expected, segments) =>
  expected.includes("{groupId}") &&
  expected.filter((segment) => segment !== "{groupId}").join("/") === segments.join("/")
    ? ""
    : undefined;
