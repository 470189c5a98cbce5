import { emptyAnswer, withHeaders } from "../answer.js";
import { everywhere, number, onAnyRequest, onAzure, text } from "./fault.js";

const FOREIGN = "https://storage.elsewhere.example";

/**
 * Faults that point the caller to another place.
 *
 * @type {import("./fault.js").Fault[]}
 */
export const locationFaults = [
  {
    name: "foreignLocation",
    title: "Job's URL on another origin",
    description: "The header with the job's URL names another origin, which would get the credential.",
    parameters: [text("origin", FOREIGN, "The other origin. The simulator serves the job there, too.")],
    on: { "azure-language": ["submit"], described: ["submit"] },
    shape: (job, { parameters: { origin } }) => void job.origins.push(origin),
    change: (answer, { parameters: { origin } }) =>
      changeLocation(answer, (url) => url.replace(/^(https?:\/\/[^/]+)?/, origin)),
  },
  {
    name: "foreignResult",
    title: "resultUrl on another origin",
    description: "The job's result is on another origin, which would get the credential.",
    parameters: [text("origin", FOREIGN, "The other origin. The simulator serves the result there, too.")],
    on: onAzure("submit", "status"),
    shape(job, { parameters: { origin } }) {
      job.resultOrigin = origin;
      job.origins.push(origin);
    },
  },
  {
    name: "redirect",
    title: "Redirect to another origin",
    description:
      "The answer sends the browser to another origin, which would get a key header. fetch follows unless told otherwise.",
    parameters: [
      number("status", 307, "301, 302, 303, 307 or 308."),
      text("origin", FOREIGN, "The other origin. The simulator serves the job there, too."),
    ],
    on: everywhere,
    beyondJobs: onAnyRequest,
    shape: (job, { parameters: { origin } }) => void job.origins.push(origin),
    instead: ({ arrival: { url }, parameters: { status, origin } }) =>
      emptyAnswer(status, { Location: `${origin}${url.pathname}${url.search}` }),
  },
  {
    name: "staleApiVersion",
    title: "operation-location with another api-version",
    description: "The URL of the job names an older version than the request did, as in an example of the OpenAPI.",
    parameters: [text("version", "2022-05-01", "The other version.")],
    on: onAzure("submit"),
    change: (answer, { parameters: { version } }) =>
      changeLocation(answer, (url) => url.replace(/api-version=[^&]*/, `api-version=${encodeURIComponent(version)}`)),
  },
  {
    name: "noApiVersionInUrls",
    title: "URLs without api-version",
    description:
      "Neither operation-location nor resultUrl carries the api-version: it has to be added, or the service refuses.",
    parameters: [],
    on: onAzure("submit", "status"),
    shape(job) {
      job.versionlessUrls = true;
    },
    change: (answer) => changeLocation(answer, (url) => url.replace(/\?api-version=[^&]*$/, "")),
  },
];

/** The headers with which services name the URL of a job. */
const locators = /^(operation-location|azure-asyncoperation|content-location|location)$/i;

/** @param {import("../answer.js").Answer} answer @param {(url: string) => string} change */
const changeLocation = (answer, change) =>
  withHeaders(
    answer,
    Object.fromEntries(
      Object.entries(answer.headers).flatMap(([name, value]) => (locators.test(name) ? [[name, change(value)]] : [])),
    ),
  );
