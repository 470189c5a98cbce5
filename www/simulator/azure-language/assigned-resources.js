import { hasToken } from "../credentials.js";
import { dateOf } from "./dates.js";
import { page } from "./paging.js";
import { invalid, unreadable } from "./refusal.js";
import { resourceMembers } from "./resource-members.js";
import { resourceIdOf } from "./resources.js";
import { expirationOf } from "./training-config.js";

/**
 * Further resources to which a project can be deployed. Only a user can assign them; a key is refused.
 *
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const assignedResourceHandlers = {
  listResources: (exchange) =>
    exchange.json(
      page(
        exchange,
        exchange.project.resources.map(({ id, region }) => ({ azureResourceId: id, region })),
      ),
    ),

  assignResources(exchange) {
    const { arrival, body, family, version, world } = exchange;
    if (!hasToken(arrival, world.credentials)) {
      const message = "Resources can only be assigned with a token of Microsoft Entra ID, not with a key.";
      return { status: 403, code: "Forbidden", message };
    }
    if (!body) return unreadable();
    const { assign } = resourceMembers(version, family);
    const given = body[assign];
    if (!Array.isArray(given) || given.length === 0) return invalid(`'${assign}' is required.`, assign);
    for (const { azureResourceId, customDomain, region } of given)
      for (const [field, value] of Object.entries({ azureResourceId, customDomain, region }))
        if (typeof value !== "string") return invalid(`'${field}' is required.`, `${assign}.${field}`);
    return exchange.submit([2, 5], {
      resources: given.map(({ azureResourceId: id, region, customDomain: domain }) => ({ id, region, domain })),
    });
  },

  unassignResources(exchange) {
    const { body, family, version } = exchange;
    if (!body) return unreadable();
    const { ids } = resourceMembers(version, family);
    if (!Array.isArray(body[ids])) return invalid(`'${ids}' is required.`, ids);
    return exchange.submit([2, 5], { resourceIds: body[ids] });
  },

  /** The deployments of other resources' projects to this one. */
  listAssignedDeployments(exchange) {
    const { family, origin, world } = exchange;
    const own = resourceIdOf(origin);
    const projects = world.resources.origins
      .filter((other) => other !== origin)
      .flatMap((other) => world.resources.list(other, family));
    const assigned = projects.flatMap(({ name, deployments }) => {
      const here = deployments.filter(({ resourceIds }) => resourceIds.includes(own));
      const deploymentsMetadata = here.map((deployment) => ({
        deploymentName: deployment.name,
        lastDeployedDateTime: dateOf(family)(deployment.deployedAt),
        deploymentExpirationDate: expirationOf(family, deployment.configVersion),
      }));
      return here.length > 0 ? [{ projectName: name, deploymentsMetadata }] : [];
    });
    return exchange.json(page(exchange, assigned));
  },
};
