import { emptyAnswer } from "../answer.js";
import { filesAndOperations } from "./multipart.js";
import { fileOf } from "./project.js";
import { page } from "./paging.js";
import { invalid, unreadable } from "./refusal.js";
import { hasUploads } from "./versions.js";

/**
 * The parts of a question answering project: sources, questions with their answers, synonyms, and feedback
 * (`questionanswering-authoring.json` of 2023-04-01). `knowledge-effects.js` has the effects of updates.
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @typedef {import("./exchange.js").Handler} Handler
 * @typedef {import("./project.js").Project} Project
 * @typedef {import("./refusal.js").Refusal} Refusal
 * @typedef {{ displayName?: string, source: string, sourceUri: string, sourceKind: string, lastUpdatedDateTime?: string }} Source
 */

/** @type {Record<string, Handler>} */
export const knowledgeHandlers = {
  listSources: (exchange) => exchange.json(page(exchange, sourcesOf(exchange.project))),

  updateSources(exchange) {
    const { arrival, version, family } = exchange;
    if (/^multipart\/form-data/i.test(arrival.headers.get("content-type") ?? "")) {
      if (!hasUploads(version, family)) return unsupported(arrival.headers.get("content-type"));
      const given = filesAndOperations(arrival);
      return "status" in given ? given : exchange.submit([2, 5], { updates: given.operations.map(updateOfFile) });
    }
    const updates = updatesIn(exchange, ["source", "sourceUri", "sourceKind"]);
    return Array.isArray(updates) ? exchange.submit([2, 5], { updates }) : updates;
  },

  listQnas(exchange) {
    const source = exchange.arrival.query.get("source");
    const { qnas } = assetsOf(exchange.project);
    const wanted = qnas.filter((/** @type {any} */ qna) => source === undefined || qna.source === source);
    return exchange.json(page(exchange, wanted));
  },

  updateQnas(exchange) {
    const updates = updatesIn(exchange, []);
    if (!Array.isArray(updates)) return updates;
    const { qnas } = assetsOf(exchange.project);
    const lost = updates.find(
      ({ op, value }) => op !== "add" && !qnas.some((/** @type {any} */ { id }) => id === value.id),
    );
    const failure = lost && { code: "InvalidArgument", message: `There is no QnA ${lost.value.id}.`, target: "id" };
    return exchange.submit([1, 3], { updates }, { failure });
  },

  listSynonyms: (exchange) => exchange.json(page(exchange, assetsOf(exchange.project).synonyms)),

  updateSynonyms(exchange) {
    const { body, headers, now, project } = exchange;
    const isGroup = (/** @type {any} */ it) =>
      Array.isArray(it?.alterations) && it.alterations.every((/** @type {unknown} */ word) => typeof word === "string");
    if (!Array.isArray(body?.value) || !body.value.every(isGroup)) return invalid("'value' is required.", "value");
    changeAssets(project, now, (assets) => (assets.synonyms = body.value));
    return { answer: emptyAnswer(204, headers) };
  },

  addFeedback(exchange) {
    const { body, headers, now, project } = exchange;
    if (!Array.isArray(body?.records)) return invalid("'records' is required.", "records");
    changeAssets(project, now, ({ qnas }) => {
      for (const { qnaId, userQuestion: question } of body.records) {
        const qna = qnas.find((/** @type {any} */ { id }) => id === qnaId);
        const suggestion = { question, userSuggestedCount: 1, autoSuggestedCount: 0 };
        const cluster = { clusterHead: question, suggestedQuestions: [suggestion] };
        if (qna) qna.activeLearningSuggestions = [...(qna.activeLearningSuggestions ?? []), cluster];
      }
    });
    return { answer: emptyAnswer(204, headers) };
  },
};

/** @param {string | null} contentType @returns {Refusal} */
export const unsupported = (contentType) => ({
  status: 415,
  code: "InvalidRequest",
  message: `The content type '${contentType}' is not supported.`,
  target: "Content-Type",
});

/**
 * Returns an uploaded file's operation as an update of its source.
 * @param {import("./multipart.js").FileOperation} operation
 */
const updateOfFile = ({ operation: op, fileName: source, fileDisplayName: displayName }) => ({
  op,
  value: { source, sourceKind: "file", sourceUri: `https://files.example/${encodeURIComponent(source)}`, displayName },
});

/**
 * Returns the updates in a body: a list of `{ op, value }`.
 *
 * @param {Exchange} exchange @param {string[]} required The members that each value needs.
 * @returns {{ op: string, value: Record<string, any> }[] | Refusal}
 */
function updatesIn({ arrival }, required) {
  /** @type {any} */
  let updates;
  try {
    updates = JSON.parse(arrival.text);
  } catch {
    return unreadable();
  }
  if (!Array.isArray(updates)) return unreadable();
  for (const [index, update] of updates.entries()) {
    if (!["add", "delete", "replace"].includes(update?.op)) return invalid("'op' is required.", `[${index}].op`);
    if (typeof update.value !== "object" || update.value === null)
      return invalid("'value' is required.", `[${index}].value`);
    const absent = required.find((name) => typeof update.value[name] !== "string");
    if (absent) return invalid(`'${absent}' is required.`, `[${index}].value.${absent}`);
  }
  return updates;
}

/** @param {Project} project @returns {{ qnas: any[], synonyms: any[] }} */
export function assetsOf(project) {
  const { assets = {} } = fileOf(project, project.text);
  return { qnas: assets.qnas ?? [], synonyms: assets.synonyms ?? [] };
}

/**
 * Returns the sources that were given, or initially those in the answers.
 * @param {Project} project @returns {Source[]}
 */
export function sourcesOf(project) {
  if (project.sources) return project.sources;
  const names = assetsOf(project).qnas.flatMap(({ source }) =>
    typeof source === "string" && source !== "" ? [source] : [],
  );
  return [...new Set(names)].map((source) => {
    const isUrl = URL.canParse(source);
    const sourceUri = isUrl ? source : `https://files.example/${encodeURIComponent(source)}`;
    return { displayName: source, source, sourceUri, sourceKind: isUrl ? "url" : "file" };
  });
}

/** @param {Project} project @param {number} at @param {(assets: { qnas: any[], synonyms: any[] }) => void} change */
export function changeAssets(project, at, change) {
  const file = structuredClone(fileOf(project, project.text));
  file.assets = { ...file.assets, ...structuredClone(assetsOf(project)) };
  change(file.assets);
  project.text = JSON.stringify(file);
  project.modifiedAt = at;
}
