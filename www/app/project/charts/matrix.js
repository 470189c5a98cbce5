import { element } from "../../element.js";
import { number } from "./figure.js";

/** The number of rows and columns that are drawn: a phone has room for them. */
const MOST = 10;

/**
 * Draws how often labels occur together, as a table: a cell with a greater number is darker. Columns
 * have the numbers of the rows.
 *
 * @param {import("../../../../dist/project.js").CooccurrenceRow[]} rows
 * @param {string} label
 */
export function matrixOf(rows, label) {
  const drawn = rows.slice(0, MOST);
  const most = Math.max(1, ...drawn.flatMap(({ examples }, at) => examples.slice(0, MOST).toSpliced(at, 1)));
  const heads = drawn.map(({ name }, at) =>
    element(
      "th",
      { scope: "col", title: name },
      element("span", { "aria-hidden": "true" }, at + 1),
      element("span", { class: "unseen" }, name),
    ),
  );
  const body = drawn.map(({ name, examples }, row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("span", { "aria-hidden": "true" }, `${row + 1} `), name),
      ...examples.slice(0, MOST).map((count, column) => cellOf(count, row === column ? undefined : count / most)),
    ),
  );
  return element(
    "div",
    { class: "matrix", tabindex: 0, role: "region", "aria-label": label },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, element("td"), ...heads)),
      element("tbody", {}, ...body),
    ),
  );
}

/** @param {number} count @param {number} [share] Of the greatest number; absent for a label with itself. */
function cellOf(count, share) {
  const cell = element("td", { class: share === undefined && "itself" }, count > 0 ? number(count) : "·");
  if (share) cell.style.setProperty("--share", `${(share * 45).toFixed(1)}%`);
  return cell;
}

/**
 * Returns the pairs that occur together, the most frequent first.
 * @param {import("../../../../dist/project.js").CooccurrenceRow[]} rows @returns {[string, string, number][]}
 */
export function pairsOf(rows) {
  const pairs = rows.flatMap(({ name, examples }, row) =>
    examples
      .slice(0, row)
      .map((count, column) => /** @type {[string, string, number]} */ ([rows[column].name, name, count])),
  );
  return pairs.filter(([, , count]) => count > 0).sort(([, , one], [, , other]) => other - one);
}
