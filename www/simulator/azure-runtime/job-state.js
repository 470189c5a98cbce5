import { hasResult, phaseAt } from "../job.js";
import { isSpelling } from "../azure-language/job-state.js";
import { isReadable, nativeResult, nativeTasks } from "./native-documents.js";
import { classify, findDeployed, recognizeEntities } from "./predictions.js";

/**
 * Returns the body of a status answer, which contains the results (`AnalyzeTextJobState`,
 * `AnalyzeConversationJobState`, `AnalyzeDocumentsJobState`).
 *
 * @typedef {import("./submission.js").Input} Input
 * @typedef {import("./submission.js").Task} Task
 * @typedef {import("../job.js").Job} Job
 */

/** The default number of documents in one answer. */
const PAGE = 20;

/** Longest document, in text elements. */
const MAX_CHARACTERS = 125_000;

/**
 * @param {import("../arrival.js").Arrival} arrival
 * @param {Job} job
 * @param {(skip: number, top: number) => string} pageUrl
 */
export function jobState(arrival, job, pageUrl) {
  const { state, from } = phaseAt(job, arrival.at);
  const { displayName, inputs, tasks, lostDocument } = job.content;
  const isDone = hasResult(state);
  const withStats = arrival.query.get("showStats") === "true";
  const skip = Number(arrival.query.get("skip") ?? 0);
  const top = Number(arrival.query.get("top") ?? PAGE);
  const failed = state === "failed" ? tasks.length : 0;
  const completed = isDone ? tasks.length : 0;
  const lost = state === "partiallyCompleted" ? (lostDocument ?? inputs.at(-1).id) : undefined;
  const items = tasks.map((/** @type {Task} */ task, /** @type {number} */ index) => ({
    kind: resultKind(task.kind),
    ...(task.taskName === undefined ? {} : { taskName: task.taskName }),
    lastUpdateDateTime: date(from),
    status: isDone ? "succeeded" : state === "failed" ? "failed" : state,
    ...(isDone && { results: results(task, inputs, { jobId: job.id, lost, skip, top, withStats }) }),
    index,
  }));
  const isMore = isDone && skip + top < inputs.length;
  return {
    createdDateTime: date(job.createdAt),
    ...(displayName === undefined ? {} : { displayName }),
    expirationDateTime: date(job.expiresAt),
    jobId: job.id,
    lastUpdatedDateTime: date(from),
    status: job.spelling !== undefined && isSpelling(job.spelling, state) ? job.spelling : state,
    ...(job.errors && { errors: job.errors.map((error) => ({ ...error, target: "#/tasks/items/0" })) }),
    tasks: {
      completed,
      failed,
      inProgress: tasks.length - completed - failed,
      total: tasks.length,
      items: state === "notStarted" ? [] : items.map((/** @type {any} */ { index, ...item }) => item),
    },
    ...(isMore && { nextLink: pageUrl(skip + top, top) }),
  };
}

/** @param {string} kind */
const resultKind = (kind) =>
  kind === "ConversationalSummarizationTask" ? "ConversationalSummarizationResults" : `${kind}LROResults`;

/**
 * @param {Task} task
 * @param {Input[]} inputs
 * @param {{ jobId: string, lost: string | undefined, skip: number, top: number, withStats: boolean }} page
 */
function results(task, inputs, { jobId, lost, skip, top, withStats }) {
  const errors = inputs.flatMap((input) => {
    const error = whatIsWrong(task, input, lost);
    return error ? [{ id: input.id, error }] : [];
  });
  const good = inputs.filter((input) => !whatIsWrong(task, input, lost));
  const documents = inputs
    .slice(skip, skip + top)
    .filter((input) => good.includes(input))
    .map((input) => ({ ...resultOf(jobId, task, input), ...(withStats && { statistics: countOf(input) }) }));
  const statistics = {
    documentsCount: inputs.length,
    validDocumentsCount: good.length,
    erroneousDocumentsCount: errors.length,
    transactionsCount: good.reduce((sum, input) => sum + countOf(input).transactionsCount, 0),
  };
  return {
    ...(withStats && { statistics }),
    ...(task.kind === "ConversationalSummarizationTask" ? { conversations: documents } : { documents }),
    errors,
    ...(task.project === undefined
      ? { modelVersion: "2023-09-01" }
      : { projectName: task.project, deploymentName: task.deployment }),
  };
}

/** @param {Task} task @param {Input} input @param {string | undefined} lost */
function whatIsWrong(task, input, lost) {
  const { id, text = "" } = input;
  const invalid = (/** @type {string} */ message) => ({
    code: "InvalidArgument",
    message: "Invalid document in request.",
    innererror: { code: "InvalidDocument", message },
  });
  if (id === lost) return { code: "InternalServerError", message: "The document could not be analyzed." };
  if (task.kind === "ConversationalSummarizationTask") return undefined;
  if (nativeTasks.includes(task.kind))
    return isReadable(input) ? undefined : invalid("The file's format is not supported.");
  if (text === "") return invalid("Document text is empty.");
  if ([...text].length > MAX_CHARACTERS) return invalid("A document within the request was too large to be processed.");
  return undefined;
}

/** @param {string} jobId @param {Task} task @param {Input} input */
function resultOf(jobId, { kind, project = "", deployment = "" }, input) {
  const { id, text = "" } = input;
  if (nativeTasks.includes(kind)) return nativeResult(jobId, kind, input);
  if (kind === "ConversationalSummarizationTask") {
    return { id, summaries: [{ aspect: "issue", text: "A customer has a question." }], warnings: [] };
  }
  const deployed = findDeployed("analyze-text", project, deployment);
  if (!deployed) return { id, warnings: [] };
  if (kind === "CustomEntityRecognition") return { id, entities: recognizeEntities(deployed, text), warnings: [] };
  return { id, class: classify(deployed, text, kind === "CustomSingleLabelClassification" ? 1 : 2), warnings: [] };
}

/**
 * Returns the number of text records. A record has up to 1,000 characters.
 * @param {Input} input
 */
function countOf({ text = "" }) {
  const charactersCount = [...text].length;
  return { charactersCount, transactionsCount: Math.max(1, Math.ceil(charactersCount / 1000)) };
}

/** @param {number} at */
const date = (at) => `${new Date(at).toISOString().slice(0, 19)}Z`;
