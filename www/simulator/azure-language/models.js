import { emptyAnswer } from "../answer.js";
import { dateOf } from "./dates.js";
import { evaluationResults, evaluationSummary } from "./evaluation.js";
import { page } from "./paging.js";
import { conflict, invalid, notFound } from "./refusal.js";
import { checkEvaluationOptions, evaluationOptionsOf } from "./training.js";
import { expirationOf } from "./training-config.js";
import { withSnapshots } from "./versions.js";

/**
 * Trained models: list, get, delete, their evaluation, their snapshots.
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const modelHandlers = {
  listModels: (exchange) =>
    exchange.json(
      page(
        exchange,
        exchange.project.models.map((model) => modelBody(exchange, model)),
      ),
    ),

  getModel: (exchange) => (exchange.model ? exchange.json(modelBody(exchange, exchange.model)) : modelNotFound),

  deleteModel(exchange) {
    const { project, model, headers } = exchange;
    if (!model) return modelNotFound;
    if (project.deployments.some(({ modelId }) => modelId === model.id))
      return conflict("The model is deployed. Delete its deployments first.", "trainedModelLabel");
    project.models = project.models.filter((other) => other !== model);
    return { answer: emptyAnswer(204, headers) };
  },

  getEvaluationSummary: (exchange) =>
    exchange.model ? exchange.json(evaluationSummary(exchange.project, exchange.model)) : modelNotFound,

  getEvaluation: (exchange) =>
    exchange.model ? exchange.json(page(exchange, evaluationResults(exchange.project, exchange.model))) : modelNotFound,

  loadSnapshot(exchange) {
    const { model } = exchange;
    return model ? exchange.submit([3, 8], { label: model.label, text: model.text }) : modelNotFound;
  },

  evaluate(exchange) {
    const { body, model } = exchange;
    if (!model) return modelNotFound;
    const wrong =
      exchange.arrival.text === ""
        ? undefined
        : body
          ? checkEvaluationOptions(body)
          : invalid("The body has to be an object.", "body");
    if (wrong) return wrong;
    const { label, configVersion } = model;
    const outcome = exchange.submit([10, 30], { label, configVersion, options: evaluationOptionsOf(body) });
    const { job } = outcome;
    if (job) job.content.plan = { startAt: job.phases[1].from, endAt: job.phases[2].from };
    return outcome;
  },
};

const modelNotFound = notFound("The trained model was not found.", "trainedModelLabel");

/** @param {Exchange} exchange @param {import("./project.js").Model} model */
function modelBody({ family, version }, { label, id, trainedAt, seconds, configVersion }) {
  return {
    label,
    modelId: id,
    lastTrainedDateTime: dateOf(family)(trainedAt),
    lastTrainingDurationInSeconds: seconds,
    modelExpirationDate: expirationOf(family, configVersion),
    modelTrainingConfigVersion: configVersion,
    ...(withSnapshots(version) && { hasSnapshot: true }),
  };
}
