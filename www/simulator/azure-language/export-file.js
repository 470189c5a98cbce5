import { WORKBOOK_TYPE, writeWorkbook } from "../files/workbook.js";
import { fileOf } from "./project.js";

/**
 * The options of an export, which are stored in its job.
 *
 * @typedef {object} ExportOrder
 * @property {import("../samples/index.js").Family} family
 * @property {string} project
 * @property {string} apiVersion
 * @property {string} [format]
 * @property {string} [assetKind]
 * @property {string} [text] The file of the project or the model at the time of the submission. None for a sample.
 *
 * @typedef {{ contentType: string, content: string | Uint8Array }} ExportFile
 */

const JSON_TYPE = "application/json; charset=utf-8";

/** @param {ExportOrder} order @param {number} at @returns {ExportFile} */
export function exportFile(order, at) {
  const text = order.text ?? JSON.stringify(fileOf({ family: order.family, name: order.project }));
  return order.family === "query-knowledgebases" ? knowledgeBaseFile(order, text, at) : projectFile(order, text);
}

/** @param {ExportOrder} order @param {string} text @returns {ExportFile} */
function projectFile({ project, apiVersion }, text) {
  const file = JSON.parse(text);
  const isAsExported = file.projectFileVersion === apiVersion && file.metadata.projectName === project;
  // An imported file is returned byte for byte. Only the two fields that depend on the request are set.
  if (isAsExported) return { contentType: JSON_TYPE, content: text };
  const exported = {
    projectFileVersion: apiVersion,
    stringIndexType: "Utf16CodeUnit",
    ...file,
    metadata: { ...file.metadata, projectName: project },
  };
  return { contentType: JSON_TYPE, content: JSON.stringify({ ...exported, projectFileVersion: apiVersion }) };
}

/** @param {ExportOrder} order @param {string} text @param {number} at @returns {ExportFile} */
function knowledgeBaseFile({ format = "json", assetKind }, text, at) {
  if (format === "json" && assetKind === undefined) return { contentType: JSON_TYPE, content: text };
  const { metadata, assets = {} } = JSON.parse(text);
  const qnas = assetKind === "synonyms" ? [] : (assets.qnas ?? []);
  const synonyms = assetKind === "qnas" ? [] : (assets.synonyms ?? []);
  if (format === "json") {
    const chosen = assetKind === "synonyms" ? { synonyms } : { qnas };
    return { contentType: JSON_TYPE, content: JSON.stringify({ metadata, assets: chosen }) };
  }
  const rows = assetKind === "synonyms" ? synonymRows(synonyms) : questionRows(qnas);
  return format === "excel"
    ? { contentType: WORKBOOK_TYPE, content: writeWorkbook(assetKind ?? "qnas", rows, at) }
    : { contentType: "text/tab-separated-values; charset=utf-8", content: rows.map(tabbed).join("") };
}

/** @param {(string | number | boolean)[]} cells */
const tabbed = (cells) =>
  `${cells.map((cell) => String(cell).replace(/\t/g, " ").replace(/\r?\n/g, "\\n")).join("\t")}\r\n`;

const columns = [
  "Question",
  "Answer",
  "Source",
  "Metadata",
  "SuggestedQuestions",
  "IsContextOnly",
  "Prompts",
  "QnaId",
  "SourceDisplayName",
];

/**
 * Returns one row for each question. An answer with three questions has three rows.
 * @param {any[]} qnas
 */
const questionRows = (qnas) => [
  columns,
  ...qnas.flatMap(
    ({ id, answer, source = "", questions = [], metadata = {}, dialog, activeLearningSuggestions = [] }) =>
      questions.map((/** @type {string} */ question) => [
        question,
        answer,
        source,
        Object.entries(metadata)
          .map(([key, value]) => `${key}:${value}`)
          .join("|"),
        JSON.stringify(activeLearningSuggestions),
        dialog?.isContextOnly ?? false,
        JSON.stringify(dialog?.prompts ?? []),
        id,
        source,
      ]),
  ),
];

/** @param {{ alterations: string[] }[]} synonyms */
const synonymRows = (synonyms) => [["Synonyms"], ...synonyms.map(({ alterations }) => [alterations.join(",")])];
