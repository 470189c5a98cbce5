import { answerWithJson } from "../answer.js";

/**
 * The contract of a described service: its requests and its words. It is written from the service's documentation and
 * not from its description, so that each finds mistakes in the other.
 *
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../job.js").State} State
 * @typedef {"submit" | "status" | "result" | "cancel" | "file"} RoutePlace `file` is a signed address on another origin.
 *
 * @typedef {object} Exchange What a route answers.
 * @property {Arrival} arrival
 * @property {Job} job
 * @property {string} word The service's word for the state of the job.
 * @property {string[]} captured The parts of the path where the route's template has `*`.
 * @property {string} base The endpoint of the request, without the route's own path.
 * @property {string} fileUrl The job's file at its signed address, on another origin.
 * @property {any} body The request's JSON body, or undefined.
 *
 * @typedef {object} Route
 * @property {RoutePlace} place
 * @property {string} method
 * @property {string} path A template after the endpoint, in which `{id}` is the job and `*` any other part.
 * @property {(exchange: Exchange) => Answer} answer
 * @property {(exchange: Exchange) => string | undefined} [refuse] What is wrong with the request.
 * @property {(body: any) => boolean} [isMeant] Distinguishes requests with the same path by their body.
 * @property {(body: any) => string} [idOf] The job's id, if it is in the body.
 *
 * @typedef {"notStarted" | "running" | "cancelling" | "succeeded" | "partiallyCompleted" | "failed" | "cancelled" | "expired" | "unknown"} Meaning
 *
 * @typedef {object} DescribedContract
 * @property {string} name
 * @property {Record<string, Meaning>} words Each word of the documentation with its meaning. The first word of a
 *   meaning is the usual one.
 * @property {(arrival: Arrival, accepted: { keys: string[], tokens: string[] }) => boolean} isAuthorised
 * @property {(random: () => number) => string} newId
 * @property {(status: number, message: string) => unknown} errorBody
 * @property {Route[]} routes The more specific ones come first.
 * @property {{ running?: number, submissionsPerMinute?: number, readsPerMinute?: number }} [limits]
 * @property {(job: Job) => { type: string, content: string | Uint8Array }} file The job's file.
 * @property {State[]} [cancelled] The states of a cancelled job; `["cancelled"]` by default. Empty: the job is deleted.
 */

/** @param {Arrival} arrival @param {{ tokens: string[] }} accepted */
export function hasBearer({ headers }, { tokens }) {
  const [, token] = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  return token !== undefined && tokens.includes(token);
}

/** Returns a check of a key in a header. @param {string} name @returns {DescribedContract["isAuthorised"]} */
export const hasKeyIn =
  (name) =>
  ({ headers }, { keys }) =>
    keys.includes(headers.get(name) ?? "");

/** @param {number} status @param {unknown} body @param {Record<string, string>} [headers] */
export const json = (status, body, headers) => answerWithJson(status, body, headers);

/** Returns a time as services write it. @param {number} at */
export const iso = (at) => new Date(at).toISOString();

/** Exposes headers to pages of another origin. @param {...string} names */
export const exposing = (...names) => ({ "Access-Control-Expose-Headers": names.join(", ") });

/**
 * Returns a CSV file with a row for each device, product or person.
 *
 * @param {string[]} columns @param {string[][]} rows
 */
export const csv = (columns, rows) => [columns, ...rows].map((row) => row.join(",")).join("\r\n") + "\r\n";

/**
 * Matches a path with a route's template. Returns the job's id, the other parts and the length of the match.
 *
 * @param {string} template @param {string} pathname
 */
export function matchPath(template, pathname) {
  const { pattern, names } = compiled(template);
  const found = pattern.exec(pathname);
  if (!found) return undefined;
  const parts = found.slice(2).map(decode);
  return {
    prefix: found[1],
    id: parts[names.indexOf("{id}")],
    captured: parts.filter((_, at) => names[at] !== "{id}"),
  };
}

/** @type {Map<string, { pattern: RegExp, names: string[] }>} */
const patterns = new Map();

/** @param {string} template */
function compiled(template) {
  const known = patterns.get(template);
  if (known) return known;
  /** @type {string[]} */
  const names = [];
  const source = template.replace(/\{id\}|\*|[.+?^$()|[\]\\]/g, (part) => {
    if (part !== "{id}" && part !== "*") return `\\${part}`;
    names.push(part);
    return "([^/:()']+)";
  });
  const made = { pattern: new RegExp(`^(.*?)${source}$`), names };
  patterns.set(template, made);
  return made;
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
