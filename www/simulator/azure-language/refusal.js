import { answerWith, answerWithJson } from "../answer.js";

/**
 * A refusal comes from the gateway or from the service, and they look different. The gateway (401, 429, an unknown
 * path) writes the status as its code, has no charset, and exposes no header. The service behind it uses words as
 * codes.
 *
 * @typedef {object} Refusal
 * @property {number} status
 * @property {string} [code]
 * @property {string} [message]
 * @property {string} [target]
 * @property {object[]} [details]
 * @property {number} [seconds] The seconds in the message of a 429.
 * @property {string} [retryAfter] The raw header.
 *
 * @typedef {import("../answer.js").Answer} Answer
 */

/** @type {Record<number, string>} */
const gatewayMessages = {
  401: "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
  404: "Resource not found",
  405: "The method is not allowed for this resource.",
};

/** @type {Record<number, [code: string, message: string]>} */
const serviceMessages = {
  400: ["InvalidArgument", "The request is not valid."],
  403: ["Forbidden", "The caller has no role that allows this operation on the resource."],
  404: ["OperationNotFound", "The job does not exist or has expired."],
  408: ["Timeout", "The operation did not finish in time."],
  500: ["InternalServerError", "An unexpected error occurred."],
  503: ["ServiceUnavailable", "The service is temporarily unavailable. Try again later."],
};

/** @param {Refusal} refusal @param {Record<string, string>} headers The gateway's own. @returns {Answer} */
export function refuseAtGateway({ status, message, seconds, retryAfter }, headers) {
  const text =
    message ??
    (status === 429
      ? `Requests to the Authoring Operation under Language Service API have exceeded call rate limit of your current S pricing tier. Please retry after ${seconds} seconds. To increase your rate limit, ask for a higher quota.`
      : gatewayMessages[status]);
  const body = JSON.stringify({ error: { code: String(status), message: text } });
  return answerWith(status, "application/json", body, {
    ...headers,
    ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }),
  });
}

/** @param {Refusal} refusal @param {Record<string, string>} headers The service's own. @returns {Answer} */
export function refuseAtService({ status, code, message, target, details, retryAfter }, headers) {
  const [usualCode, usualMessage] = serviceMessages[status] ?? serviceMessages[400];
  const error = { code: code ?? usualCode, message: message ?? usualMessage, target, details };
  return answerWithJson(
    status,
    { error },
    { ...headers, ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }) },
  );
}

/** @param {string} message @param {string} [target] @returns {Refusal} */
export const invalid = (message, target) => ({ status: 400, code: "InvalidArgument", message, target });

/** @param {string} message @param {string} [target] @returns {Refusal} */
export const notFound = (message, target) => ({ status: 404, code: "NotFound", message, target });

/** @param {string} message @param {string} [target] @returns {Refusal} */
export const conflict = (message, target) => ({ status: 409, code: "Conflict", message, target });

/**
 * Returns the refusal of a body that is not a JSON object.
 * @returns {Refusal}
 */
export function unreadable() {
  const detail = {
    code: "InvalidArgument",
    message: "Unexpected character or end while parsing a value.",
    target: "body",
  };
  // The service repeats itself: a recorded answer has each complaint twice.
  return { status: 400, code: "InvalidArgument", message: "Failed to parse the input.", details: [detail, detail] };
}
