import { evaluateConversation } from "./conversation-evaluation.js";
import { fileOf } from "./project.js";
import { evaluateText } from "./text-evaluation.js";

/**
 * How well a model does, in the shapes of the OpenAPI: each project kind has its own.
 *
 * @typedef {import("./project.js").Project} Project
 * @typedef {import("./project.js").Model} Model
 * @typedef {{ summary: object, results: object[] }} Evaluation
 */

/** @param {Project} project @param {Model} model */
export const evaluationSummary = (project, model) => evaluate(project, model).summary;

/** One entry for each text that was tested. @param {Project} project @param {Model} model */
export const evaluationResults = (project, model) => evaluate(project, model).results;

/** @param {Project} project @param {Model} model @returns {Evaluation} */
function evaluate(project, model) {
  const file = fileOf(project, model.text);
  return project.family === "analyze-text" ? evaluateText(file, model) : evaluateConversation(file, model);
}
