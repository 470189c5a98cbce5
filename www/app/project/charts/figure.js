/**
 * The frame of a chart.
 *
 * Charts are HTML and SVG of our own, a quarter of the size of the smallest libraries that are kept up (Chartist has 38
 * KB, uPlot 51 KB). These draw neither co-occurrences nor a table behind a chart. uPlot draws on a canvas, which no
 * screen reader can read. Inline styles are against the policy of the page. Names and numbers are text here: they wrap
 * on a phone, grow with the font, and are read by screen readers.
 */
import { element } from "../../element.js";

const numbers = new Intl.NumberFormat("en");

/** @param {number} count */
export const number = (count) => numbers.format(count);

/** @param {number} share From 0 to 1. */
export const percent = (share) => `${(share * 100).toFixed(3)}%`;

/**
 * @typedef {object} Table The table behind a chart. The first column has the names of the rows.
 * @property {string[]} columns
 * @property {(string | number)[][]} rows
 *
 * @typedef {object} Figure
 * @property {string} name Names the chart for the style sheet and in tests.
 * @property {string} title
 * @property {string} summary What the picture shows, in a sentence.
 * @property {Node[]} picture
 * @property {Table} table
 * @property {boolean} [open] True if the table is shown from the start.
 */

/** @param {Figure} figure */
export function figureOf({ name, title, summary, picture, table, open }) {
  const id = `chart-${name}`;
  return element(
    "figure",
    { class: "chart", "data-chart": name, "aria-labelledby": id },
    element("figcaption", {}, element("h3", { id }, title), element("p", { class: "hint" }, summary)),
    ...picture,
    element("details", { open }, element("summary", {}, "As a table"), tableOf(title, table)),
  );
}

/** @param {string} title @param {Table} table */
function tableOf(title, { columns, rows }) {
  const className = (/** @type {string | number} */ value) => typeof value === "number" && "number";
  return element(
    "div",
    { class: "chart-table", tabindex: 0, role: "region", "aria-label": `${title}: table` },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...columns.map((column, at) =>
            element("th", { scope: "col", class: className(rows[0]?.[at] ?? "") }, column),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        ...rows.map(([head, ...cells]) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, head),
            ...cells.map((cell) =>
              element("td", { class: className(cell) }, typeof cell === "number" ? number(cell) : cell),
            ),
          ),
        ),
      ),
    ),
  );
}
