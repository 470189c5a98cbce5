import { samples } from "../samples/index.js";
import { dateOf } from "./dates.js";

/**
 * A project of one resource: plain data.
 *
 * @typedef {import("../samples/index.js").Family} Family
 *
 * @typedef {object} Project
 * @property {Family} family
 * @property {string} name
 * @property {string} [text] Its file, JSON, as it came; none while it is a sample that nobody changed.
 * @property {number} createdAt Milliseconds since the epoch, as all times here.
 * @property {number} modifiedAt
 * @property {number} [trainedAt]
 * @property {number} [deployedAt]
 * @property {Model[]} models
 * @property {Deployment[]} deployments
 * @property {AssignedResource[]} resources Further resources that it can be deployed to.
 * @property {ExportedModel[]} exportedModels
 * @property {import("./knowledge.js").Source[]} [sources] Of question answering: none while nobody changed them.
 *
 * @typedef {object} Model
 * @property {string} label
 * @property {string} id
 * @property {number} trainedAt
 * @property {number} seconds How long the training took.
 * @property {string} configVersion
 * @property {string} [mode] Conversations only: "standard" or "advanced".
 * @property {EvaluationOptions} options
 * @property {string} [text] The project's file as it was trained; none for a sample that nobody had changed.
 *
 * @typedef {{ kind?: "percentage" | "manual", trainingSplitPercentage?: number, testingSplitPercentage?: number }} EvaluationOptions
 * @typedef {{ name: string, label: string, modelId: string, trainedAt: number, configVersion: string, deployedAt: number, resourceIds: string[] }} Deployment
 * @typedef {{ id: string, region: string, domain?: string }} AssignedResource
 * @typedef {{ name: string, label: string, modelId: string, trainedAt: number, configVersion: string, exportedAt: number }} ExportedModel
 */

/**
 * A project as it is right after it has been made.
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
 * The file of a project, or of one of its models.
 *
 * @param {{ family: Family, name: string }} project
 * @param {string} [text]
 * @returns {Record<string, any>}
 */
export const fileOf = ({ family, name }, text) =>
  text === undefined
    ? (samples.find((sample) => sample.family === family && sample.name === name)?.file ?? {})
    : JSON.parse(text);

/** The kind as the service spells it, however the file does. @param {Project} project @returns {string} */
export const kindOf = (project) => String(fileOf(project, project.text).metadata?.projectKind ?? "QuestionAnswering");

/** ProjectMetadata of the OpenAPI, in the order of its examples. @param {Project} project */
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
