/**
 * Returns the id of a trained model, in the form of the OpenAPI's examples:
 * "model1-20220418T034749-299f45b8114849538c1a750b21b05a94".
 *
 * @param {string} label @param {number} at @param {string} guid Without its hyphens.
 */
export const modelId = (label, at, guid) =>
  `${label}-${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "")}-${guid}`;
