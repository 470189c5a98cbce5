import { isBefore, isOlderVersion } from "./versions.js";

/**
 * The query parameters of each api-version, from its OpenAPI.
 *
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {import("../query.js").Query} Query
 * @typedef {{ name: string, isRequired: boolean, values: string[] }} Parameter
 */

/** @param {AuthoringOperation} operation @param {string} version @returns {Parameter[]} */
function parametersOf({ family, name, place }, version) {
  if (name === "listTrainingConfigVersions") return [projectKind(family, true)];
  if (name === "listLanguages") return [projectKind(family, family === "analyze-conversations")];
  const isTransfer = place === "submit" && (name === "export" || name === "import");
  if (!isTransfer && name !== "getEvaluation") return [];
  if (family === "query-knowledgebases") {
    return [
      { name: "format", isRequired: false, values: ["json", "tsv", "excel"] },
      { name: "assetKind", isRequired: false, values: ["qnas", "synonyms"] },
    ];
  }
  // Optional in every version. 2022-05-01 lists it with the required ones, but without `required`.
  const format = { name: "format", isRequired: false, values: ["Conversation", "Luis"] };
  const stringIndexType = {
    name: "stringIndexType",
    isRequired: !isOlderVersion(version),
    // The two others came with the TypeSpec of 2025. Offsets in the file are still UTF-16, the only unit in its
    // schema.
    values: isBefore(version, "2025") ? ["Utf16CodeUnit"] : ["Utf16CodeUnit", "Utf8CodeUnit", "Utf32CodeUnit"],
  };
  return [
    ...(family === "analyze-conversations" && isTransfer ? [format] : []),
    ...(name === "import" ? [] : [stringIndexType]),
  ];
}

/** @param {AuthoringOperation["family"]} family @param {boolean} isRequired @returns {Parameter} */
const projectKind = (family, isRequired) => ({
  name: "projectKind",
  isRequired,
  values:
    family === "analyze-conversations"
      ? ["Conversation", "Orchestration", "CustomConversationSummarization"]
      : [
          "CustomEntityRecognition",
          "CustomSingleLabelClassification",
          "CustomMultiLabelClassification",
          "CustomHealthcare",
          "CustomTextSentiment",
          "CustomAbstractiveSummarization",
        ],
});

/**
 * @param {AuthoringOperation} operation
 * @param {Query} query
 * @param {string} version
 * @returns {{ target: string, message: string } | undefined} What is wrong with the query, if anything.
 */
export function checkParameters(operation, query, version) {
  const paging = operation.place === "read" ? ["top", "skip", "maxpagesize"] : [];
  for (const name of paging) {
    const value = query.get(name);
    if (value !== undefined && !/^\d{1,9}$/.test(value))
      return { target: name, message: `The value '${value}' is not valid for '${name}'. Expected: a whole number.` };
  }
  for (const { name, isRequired, values } of parametersOf(operation, version)) {
    const value = query.get(name);
    if (value === undefined) {
      if (isRequired) return { target: name, message: `The query parameter '${name}' is required.` };
    } else if (!values.includes(value)) {
      return {
        target: name,
        message: `The value '${value}' is not valid for '${name}'. Expected: ${values.join(", ")}.`,
      };
    }
  }
  return undefined;
}
