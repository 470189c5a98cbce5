/**
 * The predictions of a model for the tested texts. No model is trained. A hash of the text, the label and the
 * training's configuration decides. So the same project, trained in the same way, gives the same figures in every
 * region and under every name.
 *
 * @typedef {import("./project.js").Model} Model
 */

/**
 * Returns a number from 0 to 1 (exclusive), always the same for a text (FNV-1a, 32 bits).
 * @param {string} text
 */
function hash(text) {
  let mixed = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4294967296;
}

/**
 * Returns the texts on which a model is tested: those of the data set "Test", or a share of all.
 *
 * @template {{ dataset?: string }} T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {Model} model
 * @returns {T[]}
 */
export function testedItems(items, keyOf, { options }) {
  const chosen = items.filter((item) =>
    options.kind === "manual"
      ? item.dataset?.toLowerCase() === "test"
      : hash(`split ${keyOf(item)}`) * 100 < (options.testingSplitPercentage ?? 20),
  );
  return chosen.length > 0 ? chosen : items.slice(0, 1);
}

/**
 * Returns the category that the model predicts for a label.
 *
 * @param {string} what The text and the position.
 * @param {string} expected
 * @param {string[]} categories
 * @param {Model} model
 * @returns {string | undefined} undefined if the model predicts none.
 */
export function predict(what, expected, categories, { configVersion, mode = "" }) {
  const score = hash(`${what} ${expected} ${configVersion} ${mode}`);
  // An advanced training gives better results than a standard one.
  const right = mode === "advanced" ? 0.95 : 0.9;
  if (score < right) return expected;
  const others = categories.filter((category) => category !== expected);
  if (score < (right + 1) / 2 || others.length === 0) return undefined;
  return others[Math.floor(hash(`other ${what}`) * others.length)];
}
