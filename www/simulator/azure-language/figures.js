/**
 * Calculates precision, recall and F1 from expected and predicted categories.
 *
 * @typedef {{ expected?: string, predicted?: string }} Pair undefined: no category.
 */

const NONE = "$none";
const ratio = (/** @type {number} */ part, /** @type {number} */ whole) => (whole === 0 ? 0 : part / whole);

/** @param {number} precision @param {number} recall */
const f1Of = (precision, recall) => ratio(2 * precision * recall, precision + recall);

/** @param {Pair[]} pairs @param {string[]} categories */
export function figures(pairs, categories) {
  const counted = categories.map((category) => /** @type {const} */ ([category, countOf(pairs, category)]));
  const all = counted.map(([, figures]) => figures);
  const sum = (/** @type {"truePositiveCount" | "falsePositiveCount" | "falseNegativeCount"} */ name) =>
    all.reduce((total, figures) => total + figures[name], 0);
  const mean = (/** @type {"f1" | "precision" | "recall"} */ name) =>
    ratio(
      all.reduce((total, figures) => total + figures[name], 0),
      all.length,
    );
  const right = sum("truePositiveCount");
  const microPrecision = ratio(right, right + sum("falsePositiveCount"));
  const microRecall = ratio(right, right + sum("falseNegativeCount"));
  return {
    byCategory: Object.fromEntries(counted),
    overall: {
      microF1: f1Of(microPrecision, microRecall),
      microPrecision,
      microRecall,
      macroF1: mean("f1"),
      macroPrecision: mean("precision"),
      macroRecall: mean("recall"),
    },
  };
}

/** @param {Pair[]} pairs @param {string} category */
function countOf(pairs, category) {
  const count = (/** @type {(pair: Pair) => boolean} */ fits) => pairs.filter(fits).length;
  const truePositiveCount = count(({ expected, predicted }) => expected === category && predicted === category);
  const falsePositiveCount = count(({ expected, predicted }) => expected !== category && predicted === category);
  const falseNegativeCount = count(({ expected, predicted }) => expected === category && predicted !== category);
  const precision = ratio(truePositiveCount, truePositiveCount + falsePositiveCount);
  const recall = ratio(truePositiveCount, truePositiveCount + falseNegativeCount);
  return {
    f1: f1Of(precision, recall),
    precision,
    recall,
    truePositiveCount,
    trueNegativeCount: 0,
    falsePositiveCount,
    falseNegativeCount,
  };
}

/**
 * Returns one row for each expected category. Its cells are counts and percentages of the row.
 * @param {Pair[]} pairs
 */
export function confusionMatrix(pairs) {
  /** @type {Map<string, Map<string, number>>} */
  const rows = new Map();
  for (const { expected = NONE, predicted = NONE } of pairs) {
    const row = rows.get(expected) ?? new Map();
    rows.set(expected, row.set(predicted, (row.get(predicted) ?? 0) + 1));
  }
  return Object.fromEntries(
    [...rows].map(([expected, row]) => {
      const total = [...row.values()].reduce((sum, count) => sum + count, 0);
      const cells = [...row].map(([predicted, rawValue]) => [
        predicted,
        { normalizedValue: (100 * rawValue) / total, rawValue },
      ]);
      return [expected, Object.fromEntries(cells)];
    }),
  );
}
