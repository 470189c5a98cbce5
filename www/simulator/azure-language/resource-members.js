import { isBefore, isPreview } from "./versions.js";

/**
 * How the bodies of a version name other resources (Microsoft's packages of 2025). Conversations renamed the members
 * for 2025-11-01; their deployments took objects already at 2025-05-15-preview. A member of another version is ignored.
 *
 * @typedef {object} ResourceMembers
 * @property {string} assign What is assigned to a project.
 * @property {string} ids What is taken from a project or a deployment.
 * @property {string} deploy Where a deployment goes.
 * @property {"azureResourceId" | "resourceId"} id The id within an object.
 * @property {boolean} takesIds Whether a deployment takes ids.
 * @property {boolean} takesObjects Whether a deployment takes objects.
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
