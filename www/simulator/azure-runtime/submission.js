import { isLocation, MAX_NATIVE_DOCUMENTS, nativeTasks } from "./native-documents.js";
import { findDeployed } from "./predictions.js";

/**
 * Checks the body of a submission like the service. A mistake in the request is refused. A mistake in a document is
 * reported with its results.
 *
 * @typedef {import("../azure-language/refusal.js").Refusal} Refusal
 * @typedef {import("./native-documents.js").Location} Location
 * @typedef {{ id: string, text?: string, language?: string, source?: Location, target?: Location }} Input A document.
 * A conversation has only an id.
 * @typedef {{ kind: string, taskName?: string, project?: string, deployment?: string }} Task
 * @typedef {{ displayName?: string, inputs: Input[], tasks: Task[] }} Submission
 */

/** The service limits of custom text. */
const MAX_DOCUMENTS = 25;

const tasksOf = {
  "analyze-text": ["CustomEntityRecognition", "CustomSingleLabelClassification", "CustomMultiLabelClassification"],
  "analyze-conversations": ["ConversationalSummarizationTask"],
  "analyze-documents": nativeTasks,
};

/**
 * @param {keyof typeof tasksOf} family
 * @param {string} body
 * @returns {Submission | Refusal}
 */
export function readSubmission(family, body) {
  /** @type {any} */
  let given;
  try {
    given = JSON.parse(body);
  } catch {
    return refusal("InvalidRequestBodyFormat", "The request body is not JSON.", "body");
  }
  const list = family === "analyze-conversations" ? "conversations" : "documents";
  const most = family === "analyze-documents" ? MAX_NATIVE_DOCUMENTS : MAX_DOCUMENTS;
  const inputs = given?.analysisInput?.[list];
  if (!Array.isArray(inputs) || inputs.length === 0) {
    return refusal("MissingInputDocuments", `The request has no ${list}.`, `analysisInput.${list}`);
  }
  if (inputs.length > most) {
    return refusal("InvalidDocumentBatch", `The batch exceeds the limit of ${most} records.`, list);
  }
  const ids = inputs.map((/** @type {any} */ input) => input?.id);
  if (ids.some((id) => typeof id !== "string" || id === "") || new Set(ids).size < ids.length) {
    return refusal("InvalidDocument", "Each record needs a unique id.", `analysisInput.${list}`);
  }
  const isAtPlaces = (/** @type {Input} */ { source, target }) => isLocation(source) && isLocation(target);
  if (family === "analyze-documents" && !inputs.every(isAtPlaces)) {
    return refusal("InvalidDocument", "Each document needs a source and a target.", `analysisInput.${list}`);
  }
  if (!Array.isArray(given.tasks) || given.tasks.length === 0) {
    return refusal("InvalidRequest", "The request has no tasks.", "tasks");
  }
  /** @type {Task[]} */
  const tasks = [];
  for (const [index, { kind, taskName, parameters = {} }] of given.tasks.entries()) {
    const isKnown = tasksOf[family].includes(kind);
    const target = `tasks[${index}].kind`;
    if (!isKnown) return refusal("InvalidParameterValue", `Task kind '${kind}' is not supported.`, target);
    const { projectName: project, deploymentName: deployment } = parameters;
    if (family === "analyze-text") {
      const deployed = findDeployed(family, project, deployment);
      if (!deployed) {
        const message = "The project or its deployment was not found.";
        return { status: 404, code: "NotFound", message, target: "projectName" };
      }
      if (deployed.kind !== kind) {
        return refusal("InvalidParameterValue", `The project is of kind ${deployed.kind}.`, target);
      }
    }
    tasks.push({ kind, taskName, project, deployment });
  }
  return { displayName: given.displayName, inputs, tasks };
}

/** @param {string} inner @param {string} message @param {string} target @returns {Refusal} */
const refusal = (inner, message, target) => ({
  status: 400,
  code: "InvalidRequest",
  message: `Invalid request. ${message}`,
  target,
  details: [{ code: inner, message }],
});
