import { samples } from "../samples/index.js";
import { dateOf } from "./dates.js";

/**
 * A project of a resource, as plain data.
 *
 * @typedef {import("../samples/index.js").Family} Family
 *
 * @typedef {object} Project
 * @property {Family} family
 * @property {string} name
 * @property {string} [text] Its JSON file, unchanged. None for an unmodified sample.
 * @property {number} createdAt Milliseconds since the epoch, like all times here.
 * @property {number} modifiedAt
 * @property {number} [trainedAt]
 * @property {number} [deployedAt]
 * @property {Model[]} models
 * @property {Deployment[]} deployments
 * @property {AssignedResource[]} resources Further resources to which it can be deployed.
 * @property {ExportedModel[]} exportedModels
 * @property {import("./knowledge.js").Source[]} [sources] For question answering. None while they are unmodified.
 *
 * @typedef {object} Model
 * @property {string} label
 * @property {string} id
 * @property {number} trainedAt
 * @property {number} seconds How long the training took.
 * @property {string} configVersion
 * @property {string} [mode] Conversations only: "standard" or "advanced".
 * @property {EvaluationOptions} options
 * @property {string} [text] The project's file at the time of the training. None for an unmodified sample.
 *
 * @typedef {{ kind?: "percentage" | "manual", trainingSplitPercentage?: number, testingSplitPercentage?: number }} EvaluationOptions
 * @typedef {{ name: string, label: string, modelId: string, trainedAt: number, configVersion: string, deployedAt: number, resourceIds: string[] }} Deployment
 * @typedef {{ id: string, region: string, domain?: string }} AssignedResource
 * @typedef {{ name: string, label: string, modelId: string, trainedAt: number, configVersion: string, exportedAt: number }} ExportedModel
 */

/**
 * Returns a new project.
 *
 * @param {Family} family @param {string} name @param {number} at @param {string} [text]
 * @returns {Project}
 */
export const newProject = (family, name, at, text) => ({
  family,
  name,
  ...(text === undefined ? {} : { text }),
  createdAt: at,
  modifiedAt: at,
  models: [],
  deployments: [],
  resources: [],
  exportedModels: [],
});

/**
 * Returns the file of a project or of one of its models.
 *
 * @param {{ family: Family, name: string }} project
 * @param {string} [text]
 * @returns {Record<string, any>}
 */
export const fileOf = ({ family, name }, text) =>
  text === undefined
    ? (samples.find((sample) => sample.family === family && sample.name === name)?.file ?? {})
    : JSON.parse(text);

/**
 * Returns the kind in the service's spelling.
 * @param {Project} project @returns {string}
 */
export const kindOf = (project) => String(fileOf(project, project.text).metadata?.projectKind ?? "QuestionAnswering");

/**
 * Returns the ProjectMetadata of the OpenAPI, in the order of its examples.
 * @param {Project} project
 */
export function projectMetadata(project) {
  const { family, name, createdAt, modifiedAt, trainedAt, deployedAt } = project;
  const { metadata = {} } = fileOf(project, project.text);
  const date = dateOf(family);
  return {
    ...(family === "query-knowledgebases" && { projectName: name }),
    createdDateTime: date(createdAt),
    lastModifiedDateTime: date(modifiedAt),
    ...(trainedAt !== undefined && { lastTrainedDateTime: date(trainedAt) }),
    ...(deployedAt !== undefined && { lastDeployedDateTime: date(deployedAt) }),
    ...metadata,
    ...(family !== "query-knowledgebases" && { projectName: name }),
  };
}
