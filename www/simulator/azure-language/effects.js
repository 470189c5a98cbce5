import { hasResult } from "../job.js";
import { knowledgeEffects } from "./knowledge-effects.js";
import { modelId } from "./model-id.js";
import { newProject } from "./project.js";

/**
 * The effects of a successful job. An import replaces a project with the same name: its models and deployments are
 * deleted, and it counts as newly created. If something that the job needs has been deleted, the job has no effect.
 *
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("./project.js").Project} Project
 * @typedef {import("./resources.js").Resources} Resources
 * @typedef {(content: Record<string, any>, project: Project, at: number, job: Job) => void} ProjectEffect
 */

/** @type {Record<string, ProjectEffect>} */
const onProject = {
  train({ label, modelGuid, configVersion, mode, options, text, plan }, project, at) {
    const model = {
      label,
      id: modelId(label, at, modelGuid),
      trainedAt: at,
      // If a fault ended the job early, it may have ended before its training began.
      seconds: Math.max(0, Math.round((at - plan.startAt) / 1000)),
      configVersion,
      ...(mode === undefined ? {} : { mode }),
      options,
      ...(text === undefined ? {} : { text }),
    };
    project.models = [...project.models.filter((other) => other.label !== label), model];
    project.trainedAt = at;
  },

  evaluate({ label, options }, project) {
    const model = project.models.find((model) => model.label === label);
    if (model) model.options = options;
  },

  loadSnapshot({ text }, project, at) {
    if (text === undefined) delete project.text;
    else project.text = text;
    project.modifiedAt = at;
  },

  deploy({ deployment: name, label, resourceIds = [] }, project, at) {
    const model = project.models.find((model) => model.label === label);
    if (label !== undefined && !model) return;
    const deployment = {
      name,
      label,
      modelId: model?.id ?? "",
      trainedAt: model?.trainedAt ?? at,
      configVersion: model?.configVersion ?? "",
      deployedAt: at,
      resourceIds,
    };
    const isThere = project.deployments.some((other) => other.name === name);
    project.deployments = isThere
      ? project.deployments.map((other) => (other.name === name ? deployment : other))
      : [...project.deployments, deployment];
    project.deployedAt = at;
  },

  deleteDeployment({ deployment }, project) {
    project.deployments = project.deployments.filter(({ name }) => name !== deployment);
  },

  swapDeployments({ first, second }, project, at) {
    const one = project.deployments.find(({ name }) => name === first);
    const other = project.deployments.find(({ name }) => name === second);
    if (!one || !other) return;
    project.deployments = project.deployments.map((deployment) =>
      deployment === one
        ? { ...other, name: first, deployedAt: at }
        : deployment === other
          ? { ...one, name: second, deployedAt: at }
          : deployment,
    );
    project.deployedAt = at;
  },

  deleteFromResources({ deployment, resourceIds }, project, at, job) {
    if (resourceIds === undefined) return onProject.deleteDeployment({ deployment }, project, at, job);
    for (const one of project.deployments.filter(({ name }) => name === deployment))
      one.resourceIds = one.resourceIds.filter((id) => !resourceIds.includes(id));
  },

  assignResources({ resources }, project) {
    const ids = resources.map((/** @type {{ id: string }} */ { id }) => id);
    project.resources = [...project.resources.filter(({ id }) => !ids.includes(id)), ...resources];
  },

  unassignResources({ resourceIds }, project) {
    project.resources = project.resources.filter(({ id }) => !resourceIds.includes(id));
    for (const deployment of project.deployments)
      deployment.resourceIds = deployment.resourceIds.filter((id) => !resourceIds.includes(id));
  },

  exportModel({ exportedModel: name, label }, project, at) {
    const model = project.models.find((model) => model.label === label);
    if (!model) return;
    const { id, trainedAt, configVersion } = model;
    const exported = { name, label, modelId: id, trainedAt, configVersion, exportedAt: at };
    project.exportedModels = [...project.exportedModels.filter((other) => other.name !== name), exported];
  },

  deleteExportedModel({ exportedModel }, project) {
    project.exportedModels = project.exportedModels.filter(({ name }) => name !== exportedModel);
  },

  ...knowledgeEffects,
};

/**
 * Applies the effects of all jobs that have succeeded by now.
 *
 * @param {import("../service.js").World} world @param {number} now
 */
export function settle({ jobs, resources }, now) {
  for (const { job, phase } of jobs.takeEnded(now)) if (hasResult(phase.state)) applyJob(resources, job, phase.from);
}

/** @param {Resources} resources @param {Job} job @param {number} at */
function applyJob(resources, job, at) {
  const { content, operation } = job;
  const [origin] = job.origins;
  const { family, project: name } = content;
  switch (operation) {
    case "import":
      return resources.put(origin, newProject(family, name, at, content.text));
    case "copy":
      return resources.put(content.targetOrigin, newProject(family, content.targetProject, at, content.text));
    case "deleteProject":
      return resources.remove(origin, family, name);
  }
  const project = resources.find(origin, family, name);
  if (project) onProject[operation]?.(content, project, at, job);
}

/**
 * Returns whether a successful job of the operation has an effect.
 * @param {string} operation
 */
export const hasEffect = (operation) =>
  ["import", "copy", "deleteProject"].includes(operation) || operation in onProject;
