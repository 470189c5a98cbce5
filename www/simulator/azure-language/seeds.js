import { modelId } from "./model-id.js";
import { newProject } from "./project.js";
import { evaluationOptionsOf } from "./training.js";
import { resolveConfigVersion } from "./training-config.js";

/**
 * Projects that exist from the start, with their models and deployments.
 *
 * @typedef {object} ProjectSeed
 * @property {string} origin The resource.
 * @property {import("../samples/index.js").Family} family
 * @property {string | Uint8Array | Record<string, any>} file The project's file: text or bytes, which are kept unchanged, or an object.
 * @property {string} [name] By default, the name in the file's metadata.
 * @property {string} [createdAt] RFC 3339; 2025-11-03T08:00:00Z by default. Modified at the same time.
 * @property {ModelSeed[]} [models]
 * @property {{ name: string, model?: string, deployedAt?: string }[]} [deployments] `model` is a label in `models`. Question answering has none.
 *
 * @typedef {object} ModelSeed
 * @property {string} label
 * @property {string} [trainingConfigVersion] "latest" by default.
 * @property {"standard" | "advanced"} [trainingMode] Conversations: "standard" by default.
 * @property {import("./project.js").EvaluationOptions} [evaluationOptions]
 * @property {string} [trainedAt] RFC 3339. By default, an hour after the project was created.
 */

const HOUR = 3_600_000;
const FIRST = Date.UTC(2025, 10, 3, 8);

/** @param {import("./resources.js").Resources} resources @param {ProjectSeed} seed */
export function plantProject(resources, { origin, family, file, name, createdAt, models = [], deployments = [] }) {
  const text =
    typeof file === "string" ? file : ArrayBuffer.isView(file) ? new TextDecoder().decode(file) : JSON.stringify(file);
  const at = createdAt === undefined ? FIRST : Date.parse(createdAt);
  const named = name ?? JSON.parse(text).metadata?.projectName;
  if (typeof named !== "string") throw new TypeError("The project has no name, neither given nor in its file.");
  resources.put(origin, furnish(newProject(family, named, at, text), models, deployments));
}

/**
 * Returns a sample in its initial state.
 * @param {import("../samples/index.js").Sample} sample
 */
export const sampleProject = ({ family, name, trained, deployed }) =>
  furnish(
    newProject(family, name, FIRST),
    trained === undefined ? [] : [{ label: trained }],
    deployed === undefined ? [] : [{ name: deployed, model: trained }],
  );

/**
 * @param {import("./project.js").Project} project
 * @param {ModelSeed[]} models
 * @param {NonNullable<ProjectSeed["deployments"]>} deployments
 */
function furnish(project, models, deployments) {
  const { createdAt: at, family, text } = project;
  project.models = models.map((model, index) => modelOf(family, text, model, at + HOUR, index));
  if (models.length > 0) project.trainedAt = Math.max(...project.models.map(({ trainedAt }) => trainedAt));
  project.deployments = deployments.map(({ name, model: label, deployedAt }) => {
    const model = project.models.find((model) => model.label === label);
    if (!model && label !== undefined)
      throw new TypeError(`The deployment "${name}" has the model "${label}", which does not exist.`);
    return {
      name,
      label: label ?? "",
      modelId: model?.id ?? "",
      trainedAt: model?.trainedAt ?? at,
      configVersion: model?.configVersion ?? "",
      deployedAt: deployedAt === undefined ? at + 2 * HOUR : Date.parse(deployedAt),
      resourceIds: [],
    };
  });
  if (deployments.length > 0) project.deployedAt = Math.max(...project.deployments.map(({ deployedAt }) => deployedAt));
  return project;
}

/**
 * @param {import("../samples/index.js").Family} family
 * @param {string | undefined} text
 * @param {ModelSeed} seed
 * @param {number} usually
 * @param {number} index
 * @returns {import("./project.js").Model}
 */
function modelOf(
  family,
  text,
  { label, trainingConfigVersion, trainingMode, evaluationOptions, trainedAt },
  usually,
  index,
) {
  const at = trainedAt === undefined ? usually : Date.parse(trainedAt);
  return {
    label,
    id: modelId(label, at, String(index + 1).padStart(32, "0")),
    trainedAt: at,
    seconds: 180,
    configVersion: resolveConfigVersion(family, trainingConfigVersion),
    ...(family === "analyze-conversations" ? { mode: trainingMode ?? "standard" } : {}),
    options: evaluationOptionsOf(evaluationOptions),
    ...(text === undefined ? {} : { text }),
  };
}
