import { samples } from "../samples/index.js";

/**
 * The predictions of the sample projects' deployed models. There is no model. The results are always the same for a
 * text, and use the project's categories. Offsets are in UTF-16 code units.
 *
 * @typedef {import("../samples/index.js").Sample} Sample
 * @typedef {{ text: string, entities?: { category: string, offset: number, length: number }[] }} Utterance
 */

/** Every sample project has deployments with these names, at every resource. */
export const deployments = ["production", "staging"];

/** @param {"analyze-text" | "analyze-conversations"} family @param {string} name @param {string} deployment */
export const findDeployed = (family, name, deployment) =>
  deployments.includes(deployment)
    ? samples.find((sample) => sample.family === family && sample.name === name)
    : undefined;

/**
 * Returns the words with a capital first letter, each with a category.
 * @param {Sample} project @param {string} text
 */
export function recognizeEntities(project, text) {
  const categories = project.file.assets.entities.map((/** @type {{ category: string }} */ { category }) => category);
  return [...text.matchAll(/\p{Lu}[\p{L}\p{N}-]{3,}/gu)].map((match) => ({
    text: match[0],
    category: categories[hash(match[0]) % categories.length],
    offset: match.index,
    length: match[0].length,
    confidenceScore: score(match[0]),
  }));
}

/** @param {Sample} project @param {string} text @param {number} howMany */
export function classify(project, text, howMany) {
  const categories = project.file.assets.classes.map((/** @type {{ category: string }} */ { category }) => category);
  return Array.from({ length: Math.min(howMany, categories.length) }, (_, index) => ({
    category: categories[(hash(text) + index) % categories.length],
    confidenceScore: score(text + index),
  }));
}

/**
 * Returns the intent whose examples have the most words in common with the utterance.
 * @param {Sample} project @param {string} query
 */
export function predict(project, query) {
  const words = wordsOf(query);
  const { intents, utterances, entities } = project.file.assets;
  const ranked = intents
    .map((/** @type {{ category: string }} */ { category }) => {
      const shared = utterances
        .filter((/** @type {{ intent: string }} */ { intent }) => intent === category)
        .map((/** @type {{ text: string }} */ { text }) => [...wordsOf(text)].filter((word) => words.has(word)).length);
      return { category, confidenceScore: round(Math.max(0, ...shared) / Math.max(1, words.size)) };
    })
    .sort(
      (/** @type {{ confidenceScore: number }} */ a, /** @type {{ confidenceScore: number }} */ b) =>
        b.confidenceScore - a.confidenceScore,
    );
  const labelled = new Map(
    utterances.flatMap((/** @type {Utterance} */ { text, entities: labels = [] }) =>
      labels.map(({ category, offset, length }) => [text.slice(offset, offset + length), category]),
    ),
  );
  const declared = (entities ?? []).map((/** @type {{ category: string }} */ { category }) => category);
  const found = [...labelled]
    .filter(([text, category]) => declared.includes(category) && query.includes(text))
    .map(([text, category]) => ({
      category,
      text,
      offset: query.indexOf(text),
      length: text.length,
      confidenceScore: 1,
    }));
  return { topIntent: ranked[0]?.category, projectKind: "Conversation", intents: ranked, entities: found };
}

/**
 * Predicts whole conversations (`ConversationalAIResult`): one intent for each item of the user, with its entities.
 *
 * @typedef {{ id: string, participantId?: string, text: string }} Item
 * @param {Sample} project @param {{ id: string, conversationItems: Item[] }} conversation
 */
export function predictConversation(project, { id, conversationItems }) {
  const intents = conversationItems.flatMap(({ id: conversationItemId, text }, index) => {
    const { topIntent, intents: ranked, entities } = predict(project, text);
    if (topIntent === undefined || ranked[0].confidenceScore === 0) return [];
    return [
      {
        name: topIntent,
        type: "action",
        conversationItemRanges: [{ offset: index, count: 1 }],
        entities: entities.map(({ category, ...entity }) => ({
          name: category,
          ...entity,
          conversationItemId,
          conversationItemIndex: index,
        })),
      },
    ];
  });
  return { id, intents, entities: [] };
}

/** @param {string} text */
const wordsOf = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** FNV-1a. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (const unit of text) value = Math.imul(value ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}

/** From 0.5 to 1. @param {string} text */
const score = (text) => round(0.5 + (hash(text) % 5000) / 10_000);

/** @param {number} value */
const round = (value) => Math.round(value * 100) / 100;
