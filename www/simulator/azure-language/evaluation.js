import { evaluateConversation } from "./conversation-evaluation.js";
import { fileOf } from "./project.js";
import { evaluateText } from "./text-evaluation.js";

/**
 * Evaluates a model, in the shapes of the OpenAPI. Each kind of project has its own.
 *
 * @typedef {import("./project.js").Project} Project
 * @typedef {import("./project.js").Model} Model
 * @typedef {{ summary: object, results: object[] }} Evaluation
 */

/** @param {Project} project @param {Model} model */
export const evaluationSummary = (project, model) => evaluate(project, model).summary;

/**
 * Returns one entry for each tested text.
 * @param {Project} project @param {Model} model
 */
export const evaluationResults = (project, model) => evaluate(project, model).results;

/** @param {Project} project @param {Model} model @returns {Evaluation} */
function evaluate(project, model) {
  const file = fileOf(project, model.text);
  return project.family === "analyze-text" ? evaluateText(file, model) : evaluateConversation(file, model);
}
