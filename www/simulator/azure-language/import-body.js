import { invalid, unreadable } from "./refusal.js";

/**
 * Checks the body of an import, but only what the service is known to refuse.
 *
 * @typedef {import("./refusal.js").Refusal} Refusal
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 */

export const kinds = {
  "analyze-text":
    /^Custom(EntityRecognition|SingleLabelClassification|MultiLabelClassification|Healthcare|TextSentiment|AbstractiveSummarization)$/i,
  "analyze-conversations": /^(Conversation|Orchestration|CustomConversationSummarization)$/i,
};

/**
 * @param {AuthoringOperation} operation
 * @param {string} text
 * @param {string | undefined} format
 * @returns {Refusal | undefined}
 */
export function checkImport(operation, text, format) {
  if (!/^[A-Za-z0-9_.-]{1,50}$/.test(operation.project)) {
    return invalid("A project name has 1 to 50 letters, digits, '_', '.' or '-'.", "projectName");
  }
  const file = parse(text);
  if (typeof file !== "object" || file === null || Array.isArray(file)) {
    return unreadable();
  }
  return operation.family === "query-knowledgebases"
    ? checkKnowledgeBase(file, format)
    : checkProject(operation.family, operation.project, file);
}

/**
 * @param {"analyze-text" | "analyze-conversations"} family
 * @param {string} name
 * @param {Record<string, any>} file
 */
function checkProject(family, name, { projectFileVersion, stringIndexType, metadata, assets }) {
  if (typeof projectFileVersion !== "string") return invalid("'projectFileVersion' is required.", "projectFileVersion");
  if (stringIndexType !== "Utf16CodeUnit")
    return invalid("'stringIndexType' has to be 'Utf16CodeUnit'.", "stringIndexType");
  if (typeof metadata !== "object" || metadata === null) return invalid("'metadata' is required.", "metadata");
  if (!kinds[family].test(metadata.projectKind ?? "")) {
    return invalid(`The project kind '${metadata.projectKind}' is not one of ${family}.`, "metadata.projectKind");
  }
  // A recorded import with the name `null` was accepted. A different name is refused.
  if ((metadata.projectName ?? name) !== name) {
    return invalid("The project name in the metadata must match the one in the URL.", "metadata.projectName");
  }
  if (typeof metadata.language !== "string") return invalid("'metadata.language' is required.", "metadata.language");
  if (metadata.multilingual !== undefined && typeof metadata.multilingual !== "boolean") {
    return invalid("'metadata.multilingual' has to be a boolean.", "metadata.multilingual");
  }
  if (family === "analyze-text" && typeof metadata.storageInputContainerName !== "string") {
    return invalid("'metadata.storageInputContainerName' is required.", "metadata.storageInputContainerName");
  }
  // Microsoft's own sample writes the kind of its assets with a small first letter, so case is ignored.
  if (assets && String(assets.projectKind).toLowerCase() !== metadata.projectKind.toLowerCase()) {
    return invalid(
      "The project kind in the exported project's metadata must match the assets' project kind.",
      "assets.projectKind",
    );
  }
  return undefined;
}

/** @param {Record<string, any>} file @param {string | undefined} format */
function checkKnowledgeBase({ metadata, assets, fileUri }, format = "json") {
  if (format !== "json" && typeof fileUri !== "string")
    return invalid(`Format '${format}' needs 'fileUri'.`, "fileUri");
  if (metadata && typeof metadata.language !== "string")
    return invalid("'metadata.language' is required.", "metadata.language");
  if (assets?.qnas !== undefined && !Array.isArray(assets.qnas))
    return invalid("'assets.qnas' has to be a list.", "assets.qnas");
  return undefined;
}

/**
 * Returns the file that a later export returns: the imported text itself. A `fileUri` is not fetched; such a project
 * is empty.
 *
 * @param {string} text A body that passed the checks.
 */
export function importedFile(text) {
  const { fileUri, metadata = { language: "en" } } = JSON.parse(text);
  return fileUri === undefined ? text : JSON.stringify({ metadata, assets: { synonyms: [], qnas: [] } });
}

/**
 * Returns why an import's job fails although its body was accepted. The documentation lists these causes.
 *
 * @param {string} text
 * @param {import("../azure-storage/accounts.js").Account | undefined} account The resource's storage, if it is simulated.
 * @returns {object | undefined} An error of the job.
 */
export function importFailure(text, account) {
  const { metadata = {} } = JSON.parse(text);
  const { language, storageInputContainerName: container } = metadata;
  if (language !== undefined && !/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(language))
    return {
      code: "InvalidArgument",
      message: `The language '${language}' is not supported.`,
      target: "metadata.language",
    };
  if (container !== undefined && account && !account.containers[container]) {
    return {
      code: "InvalidArgument",
      message: `The container '${container}' does not exist in the storage account of the resource.`,
      target: "metadata.storageInputContainerName",
    };
  }
  return undefined;
}

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
