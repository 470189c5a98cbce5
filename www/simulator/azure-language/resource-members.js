import { isBefore, isPreview } from "./versions.js";

/**
 * The members with which a version's bodies name other resources (Microsoft's packages of 2025). Conversations
 * renamed them in 2025-11-01; their deployments took objects already in 2025-05-15-preview. A member of another
 * version is ignored.
 *
 * @typedef {object} ResourceMembers
 * @property {string} assign The member of resources to assign to a project.
 * @property {string} ids The member of resources to remove from a project or a deployment.
 * @property {string} deploy The member of resources of a deployment.
 * @property {"azureResourceId" | "resourceId"} id The name of the id within an object.
 * @property {boolean} takesIds Whether a deployment accepts ids.
 * @property {boolean} takesObjects Whether a deployment accepts objects.
 *
 * @param {string} version
 * @param {import("../samples/index.js").Family} family
 * @returns {ResourceMembers}
 */
export function resourceMembers(version, family) {
  const isConversations = family === "analyze-conversations";
  if (isConversations && !isBefore(version, "2025-11-01"))
    return {
      assign: "projectResources",
      ids: "azureResourceIds",
      deploy: "azureResourceIds",
      id: "azureResourceId",
      takesIds: !isPreview(version),
      takesObjects: true,
    };
  const takesObjects = isConversations && isPreview(version) && !isBefore(version, "2025-05-15");
  return {
    assign: "resourcesMetadata",
    ids: "assignedResourceIds",
    deploy: takesObjects ? "assignedResources" : "assignedResourceIds",
    id: "resourceId",
    takesIds: !takesObjects,
    takesObjects,
  };
}
