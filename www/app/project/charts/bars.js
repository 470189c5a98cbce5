import { drawing, element } from "../../element.js";
import { number, percent } from "./figure.js";

/** The number of bars that are drawn. The table has the others. */
const MOST = 12;

/**
 * @typedef {object} Bar
 * @property {string} name
 * @property {number[]} parts The number in each series.
 * @property {string} [note] A note after the name.
 */

/**
 * Draws a bar for each name, longest first, divided into series. A series is solid, outlined or dashed, so
 * that colour alone does not distinguish it.
 *
 * @param {Bar[]} bars
 * @param {object} options
 * @param {string} options.label What the list of bars is, for screen readers.
 * @param {string[]} options.series The names of the series.
 * @param {(parts: number[]) => string} [options.words] Returns the text after a bar.
 * @param {(name: string) => void} [options.onChoose] Makes each name a button.
 * @param {string} [options.action] What the button does, in words for its tooltip.
 * @returns {Node[]}
 */
export function barsOf(bars, { label, series, words = (parts) => number(sum(parts)), onChoose, action }) {
  const drawn = bars.toSorted((one, other) => sum(other.parts) - sum(one.parts)).slice(0, MOST);
  const longest = Math.max(1, ...drawn.map(({ parts }) => sum(parts)));
  const list = element(
    "ul",
    { class: "bars", "aria-label": label },
    ...drawn.map((bar) =>
      element(
        "li",
        {},
        nameOf(bar, onChoose, action),
        barOf(bar.parts, longest),
        element("span", { class: "bar-value" }, words(bar.parts)),
      ),
    ),
  );
  const rest = bars.length - drawn.length;
  const used = series.map((name, at) => ({ name, at })).filter(({ at }) => bars.some(({ parts }) => parts[at]));
  return [
    list,
    ...(rest > 0 ? [element("p", { class: "hint" }, `${number(rest)} more in the table.`)] : []),
    ...(used.length > 1 ? [legendOf(used)] : []),
  ];
}

/** @param {Bar} bar @param {((name: string) => void) | undefined} onChoose @param {string | undefined} action */
function nameOf({ name, note }, onChoose, action) {
  const noted = note && element("em", {}, ` ${note}`);
  if (!onChoose) return element("span", { class: "bar-name" }, name, noted);
  return element(
    "span",
    { class: "bar-name" },
    element("button", { type: "button", class: "quiet", title: action, onclick: () => onChoose(name) }, name),
    noted,
  );
}

/** @param {number[]} parts @param {number} longest */
function barOf(parts, longest) {
  let start = 0;
  const pieces = parts.map((count, series) => {
    const piece = pieceOf(series, start / longest, count / longest);
    start += count;
    return count > 0 && piece;
  });
  return drawing("svg", { class: "bar", "aria-hidden": "true" }, ...pieces.filter((piece) => piece !== false));
}

/** @param {number} series @param {number} start @param {number} width Shares of the drawing. */
const pieceOf = (series, start, width) =>
  drawing("rect", {
    class: "piece",
    "data-series": series,
    x: percent(start),
    width: percent(width),
    y: "15%",
    height: "70%",
  });

/** @param {{ name: string, at: number }[]} series */
function legendOf(series) {
  return element(
    "ul",
    { class: "chart-legend", "aria-hidden": "true" },
    ...series.map(({ name, at }) =>
      element("li", {}, drawing("svg", { class: "bar swatch" }, pieceOf(at, 0, 1)), name),
    ),
  );
}

/** @param {number[]} parts */
export const sum = (parts) => parts.reduce((total, part) => total + part, 0);
