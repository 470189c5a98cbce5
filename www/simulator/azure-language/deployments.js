import { dateOf } from "./dates.js";
import { page } from "./paging.js";
import { invalid, notFound, unreadable } from "./refusal.js";
import { resourceIdOf } from "./resources.js";
import { expirationOf } from "./training-config.js";
import { withAssignedResources } from "./versions.js";

/**
 * Deployments: list, get, deploy, delete, swap. What a job changes is seen when it has succeeded.
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const deploymentHandlers = {
  listDeployments: (exchange) =>
    exchange.json(
      page(
        exchange,
        exchange.project.deployments.map((deployment) => deploymentBody(exchange, deployment)),
      ),
    ),

  getDeployment: (exchange) =>
    exchange.deployment ? exchange.json(deploymentBody(exchange, exchange.deployment)) : deploymentNotFound,

  deploy(exchange) {
    const { body, deployment, isKnowledgeBase, operation, project } = exchange;
    const isOneTooMany = !deployment && project.deployments.length >= MOST_DEPLOYMENTS;
    if (isOneTooMany)
      return { status: 400, code: "QuotaExceeded", message: `A project has at most ${MOST_DEPLOYMENTS} deployments.` };
    if (isKnowledgeBase) return exchange.submit(DEPLOYING, { deployment: operation.deployment });
    if (!body) return unreadable();
    const { trainedModelLabel, assignedResourceIds = [] } = body;
    if (typeof trainedModelLabel !== "string") return invalid("'trainedModelLabel' is required.", "trainedModelLabel");
    const model = project.models.find(({ label }) => label === trainedModelLabel);
    if (!model) return notFound("The trained model was not found.", "trainedModelLabel");
    const unassigned = unknownResource(exchange, assignedResourceIds);
    if (unassigned) return unassigned;
    return exchange.submit(DEPLOYING, {
      deployment: operation.deployment,
      label: model.label,
      resourceIds: assignedResourceIds,
    });
  },

  deleteDeployment: (exchange) =>
    exchange.deployment ? exchange.submit([2, 5], { deployment: exchange.deployment.name }) : deploymentNotFound,

  swapDeployments(exchange) {
    const { body, project } = exchange;
    if (!body) return unreadable();
    for (const field of ["firstDeploymentName", "secondDeploymentName"]) {
      if (typeof body[field] !== "string") return invalid(`'${field}' is required.`, field);
      if (!project.deployments.some(({ name }) => name === body[field]))
        return notFound(`The deployment '${body[field]}' was not found.`, field);
    }
    return exchange.submit([2, 5], { first: body.firstDeploymentName, second: body.secondDeploymentName });
  },

  deleteFromResources(exchange) {
    const { body, deployment } = exchange;
    if (!deployment) return deploymentNotFound;
    if (!body) return unreadable();
    const { assignedResourceIds = [] } = body;
    const unassigned = unknownResource(exchange, assignedResourceIds);
    if (unassigned) return unassigned;
    return exchange.submit([2, 5], { deployment: deployment.name, resourceIds: assignedResourceIds });
  },
};

const MOST_DEPLOYMENTS = 10;
/** @type {[number, number]} Seconds. */
const DEPLOYING = [5, 15];

const deploymentNotFound = notFound("The deployment was not found.", "deploymentName");

/** @param {Exchange} exchange @param {unknown} ids */
function unknownResource({ origin, project }, ids) {
  const known = [resourceIdOf(origin), ...project.resources.map(({ id }) => id)];
  if (!Array.isArray(ids)) return invalid("'assignedResourceIds' has to be a list.", "assignedResourceIds");
  const unknown = ids.find((id) => !known.includes(id));
  return unknown === undefined
    ? undefined
    : invalid(`The resource '${unknown}' is not assigned to the project.`, "assignedResourceIds");
}

/** @param {Exchange} exchange @param {import("./project.js").Deployment} deployment */
function deploymentBody(exchange, { name, modelId, trainedAt, deployedAt, configVersion, resourceIds }) {
  const { family, version, origin, project, world } = exchange;
  const date = dateOf(family);
  if (exchange.isKnowledgeBase) return { deploymentName: name, lastDeployedDateTime: date(deployedAt) };
  const own = { resourceId: resourceIdOf(origin), region: regionCode(world.resources.regionOf(origin)) };
  const assigned = project.resources.filter(({ id }) => resourceIds.includes(id));
  return {
    deploymentName: name,
    modelId,
    lastTrainedDateTime: date(trainedAt),
    lastDeployedDateTime: date(deployedAt),
    deploymentExpirationDate: expirationOf(family, configVersion),
    modelTrainingConfigVersion: configVersion,
    ...(withAssignedResources(version, family) && {
      assignedResources: [own, ...assigned.map(({ id, region }) => ({ resourceId: id, region }))],
    }),
  };
}

/** "West Europe" as the API writes it: "westeurope". @param {string} region */
export const regionCode = (region) => region.toLowerCase().replaceAll(" ", "");
