import { withBody } from "../answer.js";
import { isSpelling } from "../azure-language/job-state.js";
import { jobStatusNumbers } from "../avepoint/index.js";
import { endAs } from "../job.js";
import { number, onAll, onAvePoint, onAzure, onDescribed, readJson, text } from "./fault.js";

/**
 * @typedef {import("./fault.js").Fault} Fault
 * @typedef {import("./fault.js").FaultScene} FaultScene
 * @typedef {import("../job.js").State} State
 */

/**
 * For a submission, the job ends with these states in its own time. For a status, it ends now.
 *
 * @param {import("../job.js").Job} job
 * @param {State[]} states
 * @param {FaultScene} scene
 */
const endJob = (job, states, { operation, arrival, pace }) =>
  endAs(job, states, { at: operation.place === "submit" ? undefined : arrival.at, apartMs: 2000 * pace });

// The `details` of an error are a list, those of an innererror are an object (common.json). This has both.
const failure = {
  code: "InvalidArgument",
  message: "The export could not be completed: two documents could not be read.",
  target: "documents",
  details: [
    {
      code: "NotFound",
      message: "The blob 'report-0121.txt' is not in the container.",
      target: "documents[5].location",
    },
    {
      code: "Forbidden",
      message: "The resource has no permission on the blob 'report-0124.txt'.",
      target: "documents[6].location",
    },
  ],
  innererror: {
    code: "ExtractionFailure",
    message: "Reading from the storage account failed.",
    details: { container: "maintenance-reports", unread: "2" },
    innererror: { code: "InvalidDocument", message: "The document is missing." },
  },
};

/** @type {Fault[]} */
export const stateFaults = [
  {
    name: "failed",
    title: "Job fails",
    description:
      "The job ends as failed, with nested errors. For a submission it fails at its end, for a reading at once.",
    parameters: [],
    on: onAll("submit", "status"),
    shape(job, scene) {
      endJob(job, ["failed"], scene);
      job.errors = [failure];
    },
  },
  {
    name: "partial",
    title: "Job completes in part",
    description: "The job ends as partiallyCompleted (AvePoint: 4), with a result, a warning and errors.",
    parameters: [],
    on: onAll("submit", "status"),
    shape(job, scene) {
      endJob(job, ["partiallyCompleted"], scene);
      job.warnings = [{ code: "Warning", message: "Two documents were left out." }];
      job.errors = [failure];
    },
  },
  {
    name: "cancelled",
    title: "Job is cancelled",
    description: "Somebody else cancels the job (AvePoint: 6).",
    parameters: [],
    on: onAll("submit", "status"),
    shape: (job, scene) => endJob(job, ["cancelled"], scene),
  },
  {
    name: "cancelling",
    title: "Job is being cancelled",
    description: "The job is cancelling for two seconds (AvePoint: 5), then cancelled.",
    parameters: [],
    on: onAll("submit", "status"),
    shape: (job, scene) => endJob(job, ["cancelling", "cancelled"], scene),
  },
  {
    name: "expired",
    title: "Job has expired",
    description: "The service has forgotten the job: 404 from now on.",
    parameters: [],
    on: onAll("status", "result"),
    shape(job, { arrival }) {
      job.expiresAt = arrival.at;
    },
  },
  {
    name: "unknownState",
    title: "Unknown state",
    description: "The reading has an undocumented state. The job itself continues.",
    parameters: [text("state", "archiving", "The word, verbatim; AvePoint takes a number, else 42.")],
    on: onAll("status"),
    change(answer, scene) {
      const { state } = scene.parameters;
      if (scene.operation.service === "described") return withWord(answer, scene, state);
      return scene.operation.service === "azure-language"
        ? rewrite(answer, { status: state })
        : rewrite(answer, { jobStatus: Number.isNaN(Number(state)) ? 42 : Number(state) });
    },
  },
  {
    name: "resultUrlTooEarly",
    title: "resultUrl before the end",
    description:
      "The reading has an unknown state and a resultUrl at once, like the sample on Microsoft's how-to page.",
    parameters: [],
    on: onAzure("status"),
    change(answer, { arrival: { url } }) {
      const body = readJson(answer);
      const resultUrl = `${url.origin}${url.pathname}/result${url.search}`;
      const errors = [{ code: "unknown", message: "string" }];
      return withBody(answer, JSON.stringify({ resultUrl, ...body, status: "unknown", errors }));
    },
  },
  {
    name: "stateSpelling",
    title: "Other spelling of a state",
    description: "A state in another case, or with one l. A final state's word also ends the job.",
    parameters: [text("spelling", "Succeeded", 'The word, verbatim: "Succeeded", "CANCELED", "NotStarted".')],
    on: onAzure("status"),
    shape(job, { arrival, parameters: { spelling } }) {
      const state = /** @type {State[]} */ (["succeeded", "partiallyCompleted", "failed", "cancelled"]).find((state) =>
        isSpelling(spelling, state),
      );
      if (state === undefined) return;
      endAs(job, [state], { at: arrival.at });
      job.spelling = spelling;
    },
    change: (answer, { parameters: { spelling } }) => rewrite(answer, { status: spelling }),
  },
  {
    name: "avepointState",
    title: "AvePoint state by number",
    description:
      "0 none, 1 in progress, 2 finished, 3 failed, 4 finished with exceptions, 5 stopping, 6 stopped. 0, 1 and unknown numbers last for one reading; the others change the job.",
    parameters: [number("state", 4, "The number.")],
    on: onAvePoint("status"),
    shape(job, scene) {
      const state = /** @type {State[]} */ (Object.keys(jobStatusNumbers)).find(
        (name) => jobStatusNumbers[name] === scene.parameters.state,
      );
      if (state === "cancelling") endJob(job, ["cancelling", "cancelled"], scene);
      else if (state !== undefined && scene.parameters.state > 1) endJob(job, [state], scene);
    },
    change: (answer, { parameters: { state } }) => rewrite(answer, { jobStatus: state }),
  },
  {
    name: "describedState",
    title: "State by the service's word",
    description:
      "A state of a service that is described as data. A final state's word also ends the job; any other lasts for one reading.",
    parameters: [text("word", "", "The word, as in the service's documentation.")],
    on: onDescribed("status"),
    shape(job, { arrival, service, parameters: { word } }) {
      const state = service.meaningOf?.(word);
      if (state !== "succeeded" && state !== "partiallyCompleted" && state !== "failed" && state !== "cancelled")
        return;
      endAs(job, [state], { at: arrival.at });
      job.spelling = word;
    },
    change: (answer, scene) => withWord(answer, scene, scene.parameters.word),
  },
];

/**
 * Returns the answer of a described service in which the job has this word.
 *
 * @param {import("../answer.js").Answer} answer @param {FaultScene} scene @param {string} word
 */
function withWord(answer, { arrival, operation, service }, word) {
  const job = service.findJob(arrival, operation);
  return (job && service.answerWithWord?.(arrival, operation, job, word)) ?? answer;
}

/**
 * Returns the same answer with other values in its body. The order of the members stays.
 *
 * @param {import("../answer.js").Answer} answer
 * @param {object} values
 */
const rewrite = (answer, values) => withBody(answer, JSON.stringify({ ...readJson(answer), ...values }));
