import { confusionMatrix, figures } from "./figures.js";
import { predict, testedItems } from "./prediction.js";

/**
 * Evaluates conversation and orchestration projects: their intents and, for the former, their entities.
 *
 * @param {Record<string, any>} file
 * @param {import("./project.js").Model} model
 * @returns {import("./evaluation.js").Evaluation}
 */
export function evaluateConversation({ metadata, assets = {} }, model) {
  const intents = namesOf(assets.intents);
  const entities = namesOf(assets.entities);
  /** @type {any[]} */
  const utterances = testedItems(assets.utterances ?? [], ({ text }) => text, model);
  const tested = utterances.map(({ text, language, intent, entities: labels = [] }) => ({
    text,
    language: language ?? metadata.language,
    intent: { expected: intent, predicted: predict(text, intent, intents, model) ?? "None" },
    labels: labels.map((/** @type {any} */ label) => ({
      label,
      predicted: predict(`${text} ${label.offset}`, label.category, entities, model),
    })),
  }));
  const intentPairs = tested.map(({ intent }) => intent);
  const entityPairs = tested.flatMap(({ labels }) =>
    labels.map((/** @type {any} */ { label, predicted }) => ({ expected: label.category, predicted })),
  );
  const ofIntents = figures(intentPairs, intents);
  const ofEntities = figures(entityPairs, entities);
  return {
    summary: {
      entitiesEvaluation: {
        confusionMatrix: confusionMatrix(entityPairs),
        entities: ofEntities.byCategory,
        ...ofEntities.overall,
      },
      intentsEvaluation: {
        confusionMatrix: confusionMatrix(intentPairs),
        intents: ofIntents.byCategory,
        ...ofIntents.overall,
      },
      evaluationOptions: model.options,
    },
    results: tested.map(({ text, language, intent, labels }) => ({
      text,
      language,
      entitiesResult: {
        expectedEntities: labels.map((/** @type {any} */ { label }) => place(label)),
        predictedEntities: labels.flatMap((/** @type {any} */ { label, predicted }) =>
          predicted === undefined ? [] : [place({ ...label, category: predicted })],
        ),
      },
      intentsResult: { expectedIntent: intent.expected, predictedIntent: intent.predicted },
    })),
  };
}

/** @param {{ category: string }[]} [list] */
export const namesOf = (list = []) => list.map(({ category }) => category);

/** @param {{ category: string, offset: number, length: number }} label */
export const place = ({ category, offset, length }) => ({ category, offset, length });
