import { answerWith } from "../answer.js";
import { everywhere, number, onAnyRequest, text } from "./fault.js";

const retryAfter = text(
  "retryAfter",
  "",
  "The Retry-After header, as it is to be sent: seconds, a date, anything. Empty for none.",
);

/** @param {string} raw @returns {{ retryAfter?: string }} */
const retryAfterHeader = (raw) => (raw === "" ? {} : { retryAfter: String(raw) });

/**
 * Refusals by the service or by something in front of it.
 *
 * @type {import("./fault.js").Fault[]}
 */
export const refusalFaults = [
  {
    name: "throttle",
    title: "429 with Retry-After",
    description: "Too many requests. The header and the gateway's message say when to try again.",
    parameters: [text("retryAfter", "5", "The Retry-After header, as it is to be sent: seconds, a date, anything.")],
    on: everywhere,
    beyondJobs: onAnyRequest,
    instead: ({ service, arrival, operation, parameters }) =>
      service.refuse(arrival, operation, {
        status: 429,
        seconds: Number.parseInt(parameters.retryAfter, 10) || 60,
        retryAfter: String(parameters.retryAfter),
      }),
  },
  {
    name: "throttleSilently",
    title: "429 without Retry-After",
    description: "Too many requests. Only the message has the seconds.",
    parameters: [number("seconds", 5, "What the message says, in seconds.")],
    on: everywhere,
    beyondJobs: onAnyRequest,
    instead: ({ service, arrival, operation, parameters: { seconds } }) =>
      service.refuse(arrival, operation, {
        status: 429,
        seconds,
        ...(service.id === "avepoint" && { message: `Too many requests. Please retry after ${seconds} seconds.` }),
      }),
  },
  refusalFault("unavailable", "503 Service unavailable", "The service is overloaded or being updated.", 503, [
    retryAfter,
  ]),
  refusalFault("serverError", "500 Internal server error", "The service failed at this one request.", 500, [
    retryAfter,
  ]),
  refusalFault("timeout408", "408 Request timeout", "The service gave up waiting.", 408, []),
  refusalFault(
    "unauthorizedOnce",
    "401 once",
    "The credential is refused this time, as when a token has just run out; the next request is accepted.",
    401,
    [],
  ),
  refusalFault(
    "forbidden",
    "403 Forbidden",
    "The credential is good, but has no role or permission for this.",
    403,
    [],
  ),
  refusalFault("expiredResult", "Result gone", "The job still exists, but its result does not: 404.", 404, [], {
    "azure-language": ["result"],
    avepoint: ["result"],
    described: ["result"],
  }),
  {
    name: "htmlPage",
    title: "HTML page",
    description: "A proxy or a captive portal answers with a page of its own.",
    parameters: [number("status", 200, "The HTTP status.")],
    on: everywhere,
    beyondJobs: onAnyRequest,
    instead: ({ parameters: { status } }) =>
      answerWith(
        status,
        "text/html; charset=utf-8",
        '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in to the network</title></head><body><h1>Sign in</h1><p>Your session with the proxy has ended.</p></body></html>\n',
      ),
  },
];

/**
 * @param {string} name
 * @param {string} title
 * @param {string} description
 * @param {number} status
 * @param {import("./fault.js").FaultParameter[]} parameters
 * @param {import("./fault.js").Fault["on"]} on
 * @returns {import("./fault.js").Fault}
 */
function refusalFault(name, title, description, status, parameters, on = everywhere) {
  return {
    name,
    title,
    description,
    parameters,
    on,
    ...(on === everywhere && { beyondJobs: onAnyRequest }),
    instead: ({ service, arrival, operation, parameters: { retryAfter = "" } }) =>
      service.refuse(arrival, operation, { status, ...retryAfterHeader(retryAfter) }),
  };
}
