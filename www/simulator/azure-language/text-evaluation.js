import { namesOf, place } from "./conversation-evaluation.js";
import { confusionMatrix, figures } from "./figures.js";
import { predict, testedItems } from "./prediction.js";

/**
 * Evaluates custom text projects. The OpenAPI has no figures for abstractive summarization.
 *
 * @typedef {import("./project.js").Model} Model
 * @typedef {import("./figures.js").Pair} Pair
 * @typedef {{ pairs: Pair[], result: object }} Tested
 */

/**
 * @param {Record<string, any>} file
 * @param {Model} model
 * @returns {import("./evaluation.js").Evaluation}
 */
export function evaluateText({ metadata, assets = {} }, model) {
  const projectKind = String(metadata.projectKind);
  const evaluationOptions = model.options;
  const kind = kinds[projectKind];
  const categories = kind?.categories ?? namesOf(assets.classes ?? assets.entities);
  /** @type {any[]} */
  const documents = testedItems(assets.documents ?? [], ({ location }) => location ?? "", model);
  if (!kind) return { summary: { projectKind, evaluationOptions }, results: [] };
  const tested = documents.map((document) => kind.test(document, categories, model));
  const pairs = tested.flatMap(({ pairs }) => pairs);
  const { byCategory, overall } = figures(pairs, categories);
  const matrix = kind.hasMatrix === false ? {} : { confusionMatrix: confusionMatrix(pairs) };
  const details = { ...matrix, [kind.list]: byCategory, ...overall };
  // projectKind is the OpenAPI's discriminator: "CustomEntityRecognition" has "customEntityRecognitionEvaluation".
  const name = projectKind[0].toLowerCase() + projectKind.slice(1);
  const evaluation = kind.spans ? { [kind.spans]: details, ...overall } : details;
  return {
    summary: { projectKind, [`${name}Evaluation`]: evaluation, evaluationOptions },
    results: documents.map(({ location, language }, index) => ({
      location,
      language: language ?? metadata.language,
      projectKind,
      [`${name}Result`]: tested[index].result,
    })),
  };
}

/** @param {any} document @param {string[]} categories @param {Model} model @returns {Tested} */
function testEntities({ location, entities: regions = [] }, categories, model) {
  const tested = regions.map((/** @type {any} */ region) => ({
    region,
    labels: (region.labels ?? []).map((/** @type {any} */ label) => ({
      label,
      predicted: predict(`${location} ${label.offset}`, label.category, categories, model),
    })),
  }));
  return {
    pairs: tested.flatMap((/** @type {any} */ { labels }) =>
      labels.map((/** @type {any} */ { label, predicted }) => ({ expected: label.category, predicted })),
    ),
    result: {
      entities: tested.map((/** @type {any} */ { region, labels }) => ({
        expectedEntities: labels.map((/** @type {any} */ { label }) => place(label)),
        predictedEntities: labels.flatMap((/** @type {any} */ { label, predicted }) =>
          predicted === undefined ? [] : [place({ ...label, category: predicted })],
        ),
        regionOffset: region.regionOffset ?? 0,
        regionLength: region.regionLength ?? 0,
      })),
    },
  };
}

/** @param {any} document @param {string[]} categories @param {Model} model @returns {Tested} */
function testClass(document, categories, model) {
  const expected = document.class?.category;
  // A document without a class is not evaluated, but the schema requires strings.
  if (expected === undefined) return { pairs: [], result: { expectedClass: "", predictedClass: "" } };
  const predicted = predict(document.location, expected, categories, model);
  return { pairs: [{ expected, predicted }], result: { expectedClass: expected, predictedClass: predicted ?? "" } };
}

/** @param {any} document @param {string[]} categories @param {Model} model @returns {Tested} */
function testClasses({ location, classes = [] }, categories, model) {
  const pairs = namesOf(classes).map((expected) => ({
    expected,
    predicted: predict(location, expected, categories, model),
  }));
  const predicted = pairs.flatMap(({ predicted }) => predicted ?? []);
  return { pairs, result: { expectedClasses: namesOf(classes), predictedClasses: [...new Set(predicted)] } };
}

/** @param {any} document @param {string[]} categories @param {Model} model @returns {Tested} */
function testSentiment({ location, sentimentSpans = [] }, categories, model) {
  const tested = sentimentSpans.map((/** @type {any} */ span) => ({
    span,
    predicted: predict(`${location} ${span.offset}`, span.category, categories, model),
  }));
  return {
    pairs: tested.map((/** @type {any} */ { span, predicted }) => ({ expected: span.category, predicted })),
    result: {
      expectedSentimentSpans: tested.map((/** @type {any} */ { span }) => place(span)),
      predictedSentimentSpans: tested.flatMap((/** @type {any} */ { span, predicted }) =>
        predicted === undefined ? [] : [place({ ...span, category: predicted })],
      ),
    },
  };
}

/**
 * @typedef {object} TextKind
 * @property {string} list The OpenAPI's name for the figures by category.
 * @property {boolean} [hasMatrix]
 * @property {string} [spans] The figures are one level deeper, under this name.
 * @property {string[]} [categories] The categories, if they are the service's and not the project's.
 * @property {(document: any, categories: string[], model: Model) => Tested} test
 */

/** @type {Record<string, TextKind>} */
const kinds = {
  CustomEntityRecognition: { list: "entities", test: testEntities },
  CustomHealthcare: { list: "entities", test: testEntities },
  CustomSingleLabelClassification: { list: "classes", test: testClass },
  CustomMultiLabelClassification: { list: "classes", hasMatrix: false, test: testClasses },
  CustomTextSentiment: {
    list: "sentiments",
    spans: "spanSentimentsEvaluation",
    categories: ["positive", "negative", "neutral"],
    test: testSentiment,
  },
};
