import { invalid } from "./refusal.js";
import { kinds } from "./import-body.js";
import { hasKind } from "./versions.js";

/**
 * Creates or changes a project with a merge patch (RFC 7396).
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {import("./refusal.js").Refusal} Refusal
 */

export const projectNamePattern = /^[A-Za-z0-9_.-]{1,50}$/;

/** @param {Record<string, any>} target @param {Record<string, any>} patch @returns {Record<string, any>} */
export function mergePatch(target, patch) {
  const merged = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (typeof value === "object" && !Array.isArray(value)) merged[name] = mergePatch(merged[name] ?? {}, value);
    else merged[name] = value;
  }
  return merged;
}

/**
 * @param {Exchange} exchange
 * @param {Record<string, any>} metadata The metadata after the change.
 * @param {Record<string, any> | undefined} before The metadata before the change, if the project exists.
 * @param {string} version
 * @returns {Refusal | undefined}
 */
export function checkCreation({ family, operation, isKnowledgeBase }, metadata, before, version) {
  if (typeof metadata.language !== "string") return invalid("'language' is required.", "language");
  if (isKnowledgeBase) return undefined;
  if (metadata.projectName !== operation.project)
    return invalid("The project name in the body must match the one in the URL.", "projectName");
  const kind = metadata.projectKind;
  if (!kinds[/** @type {keyof typeof kinds} */ (family)].test(kind ?? "") || !hasKind(kind, version))
    return invalid(`The project kind '${kind}' is not one of ${family}.`, "projectKind");
  if (before && before.projectKind !== kind) return invalid("The kind of a project cannot be changed.", "projectKind");
  if (metadata.multilingual !== undefined && typeof metadata.multilingual !== "boolean")
    return invalid("'multilingual' has to be a boolean.", "multilingual");
  if (family === "analyze-text" && typeof metadata.storageInputContainerName !== "string")
    return invalid("'storageInputContainerName' is required.", "storageInputContainerName");
  return undefined;
}

/**
 * Returns the file of an empty project.
 *
 * @param {Exchange} exchange
 * @param {Record<string, any>} metadata
 */
export function emptyFile({ isKnowledgeBase, family, version }, metadata) {
  if (isKnowledgeBase) return { metadata, assets: { synonyms: [], qnas: [] } };
  const { projectKind } = metadata;
  const lists =
    family === "analyze-conversations"
      ? { intents: [], entities: [], utterances: [] }
      : /EntityRecognition|Healthcare/.test(projectKind)
        ? { entities: [], documents: [] }
        : /Classification/.test(projectKind)
          ? { classes: [], documents: [] }
          : { documents: [] };
  return {
    projectFileVersion: version,
    stringIndexType: "Utf16CodeUnit",
    metadata,
    assets: { projectKind, ...(projectKind === "CustomConversationSummarization" ? { conversations: [] } : lists) },
  };
}
