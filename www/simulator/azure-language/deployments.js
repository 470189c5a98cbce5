import { dateOf } from "./dates.js";
import { page } from "./paging.js";
import { invalid, notFound, unreadable } from "./refusal.js";
import { resourceMembers } from "./resource-members.js";
import { resourceIdOf } from "./resources.js";
import { expirationOf } from "./training-config.js";
import { withAssignedResources } from "./versions.js";

/**
 * Deployments: list, get, deploy, delete, swap. The effects of a job are visible once it has succeeded.
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
    const { body, deployment, family, isKnowledgeBase, operation, project, version } = exchange;
    const isOneTooMany = !deployment && project.deployments.length >= MOST_DEPLOYMENTS;
    if (isOneTooMany)
      return { status: 400, code: "QuotaExceeded", message: `A project has at most ${MOST_DEPLOYMENTS} deployments.` };
    if (isKnowledgeBase) return exchange.submit(DEPLOYING, { deployment: operation.deployment });
    if (!body) return unreadable();
    const { trainedModelLabel } = body;
    if (typeof trainedModelLabel !== "string") return invalid("'trainedModelLabel' is required.", "trainedModelLabel");
    const model = project.models.find(({ label }) => label === trainedModelLabel);
    if (!model) return notFound("The trained model was not found.", "trainedModelLabel");
    const members = resourceMembers(version, family);
    const given = body[members.deploy] ?? [];
    const resourceIds = Array.isArray(given) ? given.map((entry) => idIn(members, entry)) : given;
    const unassigned = unknownResource(exchange, resourceIds, members.deploy);
    if (unassigned) return unassigned;
    return exchange.submit(DEPLOYING, { deployment: operation.deployment, label: model.label, resourceIds });
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
    const { body, deployment, family, version } = exchange;
    if (!deployment) return deploymentNotFound;
    if (!body) return unreadable();
    const { ids } = resourceMembers(version, family);
    // "If not provided, the deployment will be rolled out from all the resources it is deployed to" (OpenAPI).
    if (body[ids] === undefined) return exchange.submit([2, 5], { deployment: deployment.name });
    const unassigned = unknownResource(exchange, body[ids], ids);
    if (unassigned) return unassigned;
    return exchange.submit([2, 5], { deployment: deployment.name, resourceIds: body[ids] });
  },
};

const MOST_DEPLOYMENTS = 10;
/** @type {[number, number]} Seconds. */
const DEPLOYING = [5, 15];

const deploymentNotFound = notFound("The deployment was not found.", "deploymentName");

/**
 * Returns the id in an entry of a deployment's resources, or undefined if the version has another form.
 *
 * @param {import("./resource-members.js").ResourceMembers} members
 * @param {any} entry
 * @returns {unknown}
 */
const idIn = ({ id, takesIds, takesObjects }, entry) =>
  typeof entry === "string" ? (takesIds ? entry : undefined) : takesObjects ? entry?.[id] : undefined;

/** @param {Exchange} exchange @param {unknown} ids @param {string} member */
function unknownResource({ origin, project }, ids, member) {
  const known = [resourceIdOf(origin), ...project.resources.map(({ id }) => id)];
  if (!Array.isArray(ids)) return invalid(`'${member}' has to be a list.`, member);
  const isKnown = (/** @type {unknown} */ id) => typeof id === "string" && known.includes(id);
  return ids.every(isKnown)
    ? undefined
    : invalid(`The resource '${ids.find((id) => !isKnown(id))}' is not assigned to the project.`, member);
}

/** @param {Exchange} exchange @param {import("./project.js").Deployment} deployment */
function deploymentBody(exchange, { name, modelId, trainedAt, deployedAt, configVersion, resourceIds }) {
  const { family, version, origin, project, world } = exchange;
  const date = dateOf(family);
  if (exchange.isKnowledgeBase) return { deploymentName: name, lastDeployedDateTime: date(deployedAt) };
  const { id: idName } = resourceMembers(version, family);
  const own = { [idName]: resourceIdOf(origin), region: regionCode(world.resources.regionOf(origin)) };
  const assigned = project.resources.filter(({ id }) => resourceIds.includes(id));
  return {
    deploymentName: name,
    modelId,
    lastTrainedDateTime: date(trainedAt),
    lastDeployedDateTime: date(deployedAt),
    deploymentExpirationDate: expirationOf(family, configVersion),
    modelTrainingConfigVersion: configVersion,
    ...(withAssignedResources(version, family) && {
      assignedResources: [own, ...assigned.map(({ id, region }) => ({ [idName]: id, region }))],
    }),
  };
}

/**
 * Returns "West Europe" as the API writes it: "westeurope".
 * @param {string} region
 */
export const regionCode = (region) => region.toLowerCase().replaceAll(" ", "");
