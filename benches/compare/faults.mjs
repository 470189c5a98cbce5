// Faults, and the right outcome of each. A poller is right if it ends with `right` (or `alsoRight`), within
// `requests` and `ms` if they are given.
import {
  accepted,
  AVEPOINT,
  avepointSubmission,
  avepointStatus,
  ELSEWHERE,
  json,
  state,
  statusUrl,
  submission,
} from "./service.mjs";

const running = () => state("running");
const succeeded = () => state("succeeded", { resultUrl: statusUrl.replace("?", "/result?") });
const status = (code, headers) => () => new Response(code === 204 ? null : "", { status: code, headers });
const never = () => new Promise(() => {});
const later = (ms, answer) => async () => (await new Promise((resolve) => setTimeout(resolve, ms)), answer());
const refuse = (message) => () => {
  throw new TypeError(message);
};

const azure = (name, right, polls, more = /** @type {Record<string, any>} */ ({})) => ({
  name,
  right,
  polls,
  submission,
  submitted: () => accepted(),
  statusUrl,
  family: "azure",
  ...more,
});
const avepoint = (name, right, polls, more = /** @type {Record<string, any>} */ ({})) => ({
  name,
  right,
  polls,
  submission: avepointSubmission,
  submitted: () => json({ jobId: "67890", jobStatus: 0, status: 200, message: "" }),
  statusUrl: avepointStatus,
  family: "avepoint",
  ...more,
});

const ahead = "Fri, 01 Jan 2100 00:00:00 GMT";

/** @type {Record<string, any>[]} */
export const faults = [
  azure("nothing wrong", "succeeded", [running, running, succeeded]),
  azure("a job that failed", "failed", [
    running,
    () => state("failed", { errors: [{ code: "InternalServerError", message: "An error occurred." }] }),
  ]),
  azure("a job that was cancelled", "cancelled", [running, () => state("cancelled")]),
  azure("a job that ends in parts (partiallyCompleted)", "succeeded", [running, () => state("partiallyCompleted")]),
  azure("a job that never ends: a deadline of an hour", "timeout", [running], { ms: 3_660_000 }),
  azure("a state that nobody documented, then success", "succeeded", [running, () => state("pondering"), succeeded]),
  azure("states that flap", "succeeded", [running, () => state("notStarted"), running, succeeded]),
  azure("the header of the submission hidden by CORS", "error", [succeeded], { submitted: () => accepted({}) }),
  azure("an operation-location elsewhere", "error", [succeeded], {
    submitted: () => accepted({ "operation-location": `${ELSEWHERE}/jobs/1` }),
    foreign: true,
  }),
  azure(
    "Retry-After: 99999999",
    "succeeded",
    [() => state("running", {}, { headers: { "retry-after": "99999999" } }), succeeded],
    { requests: 5, ms: 3_600_000 },
  ),
  azure(
    "Retry-After: a date in 2100",
    "succeeded",
    [() => state("running", {}, { headers: { "retry-after": ahead } }), succeeded],
    { requests: 5, ms: 3_600_000 },
  ),
  azure(
    "Retry-After: -5",
    "succeeded",
    [() => state("running", {}, { headers: { "retry-after": "-5" } }), running, succeeded],
    { requests: 10 },
  ),
  azure(
    "Retry-After: 0, on every answer for a minute",
    "succeeded",
    [({ time }) => (time.now > 60_000 ? succeeded() : state("running", {}, { headers: { "retry-after": "0" } }))],
    { requests: 100 },
  ),
  azure("one TypeError: Failed to fetch", "succeeded", [running, refuse("Failed to fetch"), succeeded]),
  azure("one 503", "succeeded", [running, status(503), succeeded]),
  azure("five 500 in a row", "succeeded", [running, ...Array(5).fill(status(500)), succeeded]),
  azure("a 408", "succeeded", [running, status(408), succeeded]),
  azure("429 with Retry-After: 30", "succeeded", [running, status(429, { "retry-after": "30" }), succeeded], {
    msAtLeast: 30_000,
  }),
  azure("429, five times, without a header", "succeeded", [running, ...Array(5).fill(status(429)), succeeded]),
  azure(
    "401 once: the token expired",
    "succeeded",
    [running, ({ key }) => (key?.includes("fresh") ? succeeded() : status(401)()), succeeded],
    { token: true },
  ),
  azure("403: fail at once", "error", [running, status(403)], { ms: 120_000 }),
  azure("404: the job vanished", "error", [running, status(404)], { ms: 120_000 }),
  azure("HTTP 200 with an error body", "error", [
    running,
    () => json({ error: { code: "401", message: "Access denied." } }),
  ]),
  azure("HTTP 200 with a sign-in page, once", "succeeded", [
    running,
    () => new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } }),
    succeeded,
  ]),
  azure("a body that is cut off, once", "succeeded", [running, () => json('{"jobId":"5f_639","stat'), succeeded]),
  azure("an empty body, once", "succeeded", [running, () => json(""), succeeded]),
  azure("a request that is never answered", "succeeded", [running, never, succeeded], { ms: 600_000 }),
  azure("an answer after the request's deadline", "succeeded", [running, later(90_000, running), succeeded], {
    ms: 600_000,
  }),
  azure(
    "a redirect of the poll to elsewhere",
    "error",
    [running, () => new Response(null, { status: 302, headers: { location: `${ELSEWHERE}/` } })],
    { ms: 120_000 },
  ),
  azure(
    "the device sleeps for a day, beyond the deadline",
    "succeeded",
    [({ time }) => (time.sleepDevice(86_400_000), running()), succeeded],
    { sleeps: 86_400_000, alsoRight: "timeout" },
  ),
  azure("abort while waiting: the signal's own reason", "aborted", [running], { abortAfter: 3_500, ms: 4_000 }),
  azure("HTTP 202 with a body that says succeeded", "succeeded", [
    running,
    () => state("succeeded", {}, { status: 202 }),
  ]),
  azure("Succeeded, Canceled: other spellings", "cancelled", [() => state("Running"), () => state("Canceled")]),
  avepoint("AvePoint: the id in the body, the state a number", "succeeded", [
    () => json({ jobStatus: 1, status: 200, message: "" }),
    () => json({ jobStatus: 2, status: 200, message: "" }),
  ]),
  avepoint(
    "AvePoint: HTTP 200, and the body says 401",
    "error",
    [() => json({ status: 401, message: "Unauthorized" })],
    { ms: 600_000 },
  ),
  avepoint("AvePoint: SuccessWithException (4): there is a file", "succeeded", [
    () => json({ jobStatus: 4, status: 200, message: "" }),
  ]),
];

export { AVEPOINT };
