import { endAs, isFinal, phaseAt } from "../job.js";
import { newGuid } from "../ids.js";
import { jobState } from "./job-state.js";
import { page } from "./paging.js";
import { fileOf, kindOf } from "./project.js";
import { conflict, invalid, unreadable } from "./refusal.js";
import { configVersions, resolveConfigVersion } from "./training-config.js";
import { hasKind, withDataGeneration } from "./versions.js";

/**
 * Training: start, list, cancel. A training with an existing label replaces that model when the job has succeeded.
 * Deployments keep the old model until they are deployed again.
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {import("./refusal.js").Refusal} Refusal
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const trainingHandlers = {
  train(exchange) {
    const { body, family, project, version, world } = exchange;
    if (!body) return unreadable();
    const { modelLabel, trainingConfigVersion, trainingMode, evaluationOptions } = body;
    const wrong =
      checkTraining(exchange, body) ?? checkEvaluationOptions(evaluationOptions) ?? checkDataGeneration(exchange, body);
    if (wrong) return wrong;
    if (!hasKind(kindOf(project), version))
      return invalid(`A project of kind '${kindOf(project)}' cannot be trained in ${version}.`, "projectKind");
    if (!hasLabels(fileOf(project, project.text)))
      return invalid("The project has no labelled data to train on.", "assets");
    // "You can only have one training job running at a time" (how-to, Train your model).
    if (trainingJobs(exchange).some((job) => !isFinal(phaseAt(job, exchange.now).state)))
      return conflict("Another training job is running in the project.");
    const isNew = !project.models.some(({ label }) => label === modelLabel);
    if (isNew && project.models.length >= MOST_MODELS)
      return { status: 400, code: "QuotaExceeded", message: `A project has at most ${MOST_MODELS} trained models.` };
    const outcome = exchange.submit([20, 60], {
      label: modelLabel,
      modelGuid: newGuid(world.random).replaceAll("-", ""),
      configVersion: resolveConfigVersion(family, trainingConfigVersion),
      ...(family === "analyze-conversations" && { mode: trainingMode }),
      options: evaluationOptionsOf(evaluationOptions),
      text: project.text,
      ...(withDataGeneration(version, family) && { generatesData: generatesData(body) }),
    });
    const { job } = outcome;
    if (job) job.content.plan = trainingPlan(job);
    return outcome;
  },

  listTrainingJobs: (exchange) =>
    exchange.json(
      page(
        exchange,
        trainingJobs(exchange).map((job) => jobState(exchange.arrival, exchange.operation, job)),
      ),
    ),

  cancelTraining(exchange) {
    const { job, now, world } = exchange;
    if (!job) return { status: 404 };
    const { state } = phaseAt(job, now);
    if (isFinal(state)) return invalid(`The training job has ended already: ${state}.`, "jobId");
    // A second cancellation changes nothing.
    if (state !== "cancelling") endAs(job, ["cancelling", "cancelled"], { at: now, apartMs: 2000 * world.pace });
    return exchange.accepted(job);
  },
};

const MOST_MODELS = 10;

/**
 * Returns the training jobs of the project that have not expired.
 * @param {Exchange} exchange
 */
const trainingJobs = ({ world, origin, family, operation, now }) =>
  world.jobs
    .all()
    .filter(
      (job) =>
        job.operation === "train" &&
        job.origins.includes(origin) &&
        job.content.family === family &&
        job.content.project === operation.project &&
        now < job.expiresAt,
    );

/**
 * Returns the times of a training: data generation, if there is any, then the model, then its evaluation.
 * @param {import("../job.js").Job} job
 */
function trainingPlan({ phases: [, running, end], content }) {
  const at = (/** @type {number} */ share) => running.from + (end.from - running.from) * share;
  return { generateAt: at(0), startAt: at(content.generatesData ? 0.3 : 0), evaluateAt: at(0.8), endAt: end.from };
}

/** @param {Record<string, any>} body */
const generatesData = ({ dataGenerationSettings }) => dataGenerationSettings?.enableDataGeneration === true;

/** @param {Exchange} exchange @param {Record<string, any>} body @returns {Refusal | undefined} */
function checkDataGeneration({ family, version }, { dataGenerationSettings: settings }) {
  if (settings === undefined || !withDataGeneration(version, family)) return undefined;
  const { enableDataGeneration, dataGenerationConnectionInfo: connection } = settings ?? {};
  if (typeof enableDataGeneration !== "boolean")
    return invalid("'enableDataGeneration' is required.", "dataGenerationSettings.enableDataGeneration");
  for (const field of ["kind", "deploymentName", ...(family === "analyze-text" ? ["resourceId"] : [])])
    if (typeof connection?.[field] !== "string")
      return invalid(`'${field}' is required.`, `dataGenerationSettings.dataGenerationConnectionInfo.${field}`);
  return undefined;
}

/** @param {Exchange} exchange @param {Record<string, any>} body @returns {Refusal | undefined} */
function checkTraining({ family }, { modelLabel, trainingConfigVersion, trainingMode }) {
  if (typeof modelLabel !== "string" || modelLabel === "") return invalid("'modelLabel' is required.", "modelLabel");
  const known = ["latest", ...configVersions(family).map(({ trainingConfigVersion }) => trainingConfigVersion)];
  // Required for text, optional for conversations (OpenAPI).
  if (trainingConfigVersion === undefined ? family === "analyze-text" : !known.includes(trainingConfigVersion))
    return invalid(`'trainingConfigVersion' has to be one of: ${known.join(", ")}.`, "trainingConfigVersion");
  if (family === "analyze-conversations" && !["standard", "advanced"].includes(trainingMode))
    return invalid("'trainingMode' has to be 'standard' or 'advanced'.", "trainingMode");
  return undefined;
}

/** @param {any} options @returns {Refusal | undefined} */
export function checkEvaluationOptions(options) {
  if (options === undefined) return undefined;
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return invalid("'evaluationOptions' has to be an object.", "evaluationOptions");
  const { kind, trainingSplitPercentage: training, testingSplitPercentage: testing } = options;
  if (kind !== undefined && !["percentage", "manual"].includes(kind))
    return invalid("'kind' has to be 'percentage' or 'manual'.", "evaluationOptions.kind");
  const isSplit = Number.isInteger(training) && Number.isInteger(testing) && training > 0 && training + testing === 100;
  if ((training !== undefined || testing !== undefined) && !isSplit)
    return invalid("The two percentages have to be whole numbers whose sum is 100.", "evaluationOptions");
  return undefined;
}

/**
 * Returns the options. The default is a split of 80 to 20.
 * @param {import("./project.js").EvaluationOptions | undefined} options
 */
export const evaluationOptionsOf = (options) =>
  options?.kind === "manual"
    ? { kind: /** @type {const} */ ("manual") }
    : {
        kind: /** @type {const} */ ("percentage"),
        trainingSplitPercentage: options?.trainingSplitPercentage ?? 80,
        testingSplitPercentage: options?.testingSplitPercentage ?? 20,
      };

/** @param {Record<string, any>} file */
const hasLabels = ({ assets = {} }) =>
  [assets.utterances, assets.documents, assets.conversations].some((list) => Array.isArray(list) && list.length > 0);
