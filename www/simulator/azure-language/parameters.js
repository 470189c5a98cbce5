/**
 * The query parameters that each api-version asks for, from its OpenAPI.
 *
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {import("../query.js").Query} Query
 * @typedef {{ name: string, isRequired: boolean, values: string[] }} Parameter
 */

/**
 * Api-versions begin with their date, so they compare as text. An unknown string is taken for a new version.
 *
 * @param {string} version
 * @param {string} date
 */
const isBefore = (version, date) => /^\d{4}-\d\d-\d\d/.test(version) && version < date;

/** The versions whose paths have no `authoring/`. @param {string} version */
export const isOlderVersion = (version) => isBefore(version, "2022");

/** @param {AuthoringOperation} operation @param {string} version @returns {Parameter[]} */
function parametersOf({ family, verb, place }, version) {
  if (place !== "submit") return [];
  if (family === "query-knowledgebases") {
    return [
      { name: "format", isRequired: false, values: ["json", "tsv", "excel"] },
      { name: "assetKind", isRequired: false, values: ["qnas", "synonyms"] },
    ];
  }
  // Optional in every version: 2022-05-01 lists it beside the required ones, but without `required`.
  const format = { name: "format", isRequired: false, values: ["Conversation", "Luis"] };
  const stringIndexType = {
    name: "stringIndexType",
    isRequired: !isOlderVersion(version),
    // The two others came with the TypeSpec of 2025. Offsets in the file stay UTF-16, the only unit of its schema.
    values: isBefore(version, "2025") ? ["Utf16CodeUnit"] : ["Utf16CodeUnit", "Utf8CodeUnit", "Utf32CodeUnit"],
  };
  return [...(family === "analyze-conversations" ? [format] : []), ...(verb === "export" ? [stringIndexType] : [])];
}

/**
 * @param {AuthoringOperation} operation
 * @param {Query} query
 * @param {string} version
 * @returns {{ target: string, message: string } | undefined} What is wrong with the query.
 */
export function checkParameters(operation, query, version) {
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
