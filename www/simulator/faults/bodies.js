import { answerWithJson, withBody, withHeaders } from "../answer.js";
import { partOf } from "../files/long-body.js";
import { flag, number, onAnyRequest, onAvePoint, onAll, readJson, text } from "./fault.js";

/**
 * A submission of Azure has no body.
 * @type {import("./fault.js").Fault["on"]}
 */
const whereBodiesAre = {
  "azure-language": ["status", "result"],
  avepoint: ["submit", "status", "result"],
  described: ["submit", "status", "result"],
};

/**
 * Faults in the body of an answer.
 *
 * @type {import("./fault.js").Fault[]}
 */
export const bodyFaults = [
  {
    name: "emptyBody",
    title: "Empty body",
    description: "200 with an empty body.",
    parameters: [],
    on: whereBodiesAre,
    beyondJobs: ["read"],
    change: (answer) => withBody(answer, ""),
  },
  {
    name: "truncatedBody",
    title: "Truncated body",
    description: "The body ends too early.",
    parameters: [
      number("bytes", -1, "How many bytes arrive; -1 for half of them."),
      flag("breaks", "The connection breaks there, so that reading the body fails; else the body just ends."),
    ],
    on: whereBodiesAre,
    beyondJobs: ["read"],
    change(answer, { parameters: { bytes, breaks } }) {
      const length = Math.min(answer.body.length, bytes < 0 ? Math.floor(answer.body.length / 2) : bytes);
      if (breaks) return { ...answer, delivery: { breaksAfter: length } };
      return {
        ...answer,
        headers: { ...answer.headers, "Content-Length": String(length) },
        body: partOf(answer.body, 0, length),
      };
    },
  },
  {
    name: "wrongTypes",
    title: "Wrong types",
    description: "A number instead of a string, and the other way round.",
    parameters: [text("field", "", "Which field; empty for the state (or, in a submission, the job's id).")],
    on: { "azure-language": ["status"], avepoint: ["submit", "status"] },
    change(answer, { operation, parameters }) {
      const usual =
        operation.service === "azure-language" ? "status" : operation.place === "submit" ? "jobId" : "jobStatus";
      const field = parameters.field || usual;
      const body = readJson(answer);
      return withBody(
        answer,
        JSON.stringify({ ...body, [field]: typeof body[field] === "string" ? 7 : [String(body[field])] }),
      );
    },
  },
  {
    name: "deepNesting",
    title: "Megabytes of nesting",
    description: "The body is an array in an array in an array, and so on.",
    parameters: [number("depth", 500_000, "How many arrays; two bytes each.")],
    on: whereBodiesAre,
    beyondJobs: ["read"],
    change: (answer, { parameters: { depth } }) =>
      withBody(
        withHeaders(answer, { "Content-Type": "application/json; charset=utf-8" }),
        `{"status":"running","jobStatus":1,"errors":${"[".repeat(depth)}${"]".repeat(depth)}}`,
      ),
  },
  {
    name: "retryAfter",
    title: "Retry-After on a good answer",
    description: "The answer is right, but asks to wait for an absurd, negative or past time.",
    parameters: [
      text(
        "value",
        "30",
        'The header, as it is to be sent: "99999999", "-5", "0", "soon", a date in the past or in 2100.',
      ),
    ],
    on: onAll("submit", "status"),
    beyondJobs: onAnyRequest,
    change: (answer, { parameters: { value } }) => withHeaders(answer, { "Retry-After": String(value) }),
  },
  {
    name: "bodyStatus",
    title: "200 with a failing body",
    description: "HTTP says 200, but the body's own status says otherwise.",
    parameters: [
      number("status", 500, "The body's status."),
      text("message", "An internal error occurred.", "The body's message."),
    ],
    on: onAvePoint("submit", "status"),
    instead: ({ parameters: { status, message } }) => answerWithJson(200, { status, message }),
  },
  {
    name: "otherFile",
    title: "File changes",
    description: "From this request on, the file of the job is another one: with another ETag, and one byte longer.",
    parameters: [],
    on: onAll("result"),
    shape(job) {
      job.revision = (job.revision ?? 0) + 1;
    },
  },
  {
    name: "errorInResult",
    title: "Error instead of the file",
    description: "The file's answer is a 200 with a JSON error and no ZIP.",
    parameters: [],
    on: onAvePoint("result"),
    instead: () => answerWithJson(200, { status: 404, message: "The export file does not exist." }),
  },
];
