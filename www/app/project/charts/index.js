import { counted } from "../../words.js";
import { barsOf, sum } from "./bars.js";
import { figureOf, number } from "./figure.js";
import { histogramOf, rangeOf } from "./histogram.js";
import { matrixOf, pairsOf } from "./matrix.js";

const DATASETS = ["Train", "Test", "No dataset"];
const CHANGES = /** @type {const} */ (["added", "removed", "changed"]);

/** @typedef {import("../../../../dist/project.js").CategoryCount} CategoryCount */

/**
 * The charts of names that are counted: the list of the summary, what it counts, and the field of the filter that
 * narrows the items to one name.
 */
const counts = /** @type {const} */ ([
  { list: "intents", title: "Intents", noun: "utterance", filter: "category" },
  { list: "classes", title: "Classes", noun: "document", filter: "category" },
  { list: "entities", title: "Entities", noun: "label", filter: "category" },
  { list: "languages", title: "Languages", noun: "example", filter: "language" },
  { list: "datasets", title: "Datasets", noun: "example", filter: "dataset" },
]);

/**
 * Draws the composition of a project.
 *
 * @param {import("../../../../dist/project.js").ProjectSummary} summary
 * @param {(filter: "category" | "language" | "dataset", name: string) => void} onChoose Called when a name is chosen.
 * @returns {Node[]}
 */
export const summaryCharts = (summary, onChoose) =>
  counts
    .filter(({ list }) => summary[list].length > 0)
    .map(({ list, title, noun, filter }) => {
      const rows = summary[list];
      const total = rows.reduce((all, { count }) => all + count, 0);
      const label = `${title}, each with its number of ${noun}s`;
      return figureOf({
        name: list,
        title,
        summary: countsInWords(rows, total, noun),
        picture: barsOf(
          rows.map((row) => ({ name: row.name, parts: partsOf(row), note: row.declared ? undefined : "not declared" })),
          {
            label,
            series: list === "datasets" ? [] : DATASETS,
            onChoose: (name) => onChoose(filter, name),
            action: "Show the items",
          },
        ),
        table: {
          columns: ["Name", "All", "Train", "Test"],
          rows: rows.map(({ name, count, train, test, declared }) => [
            declared ? name : `${name} (not declared)`,
            count,
            train,
            test,
          ]),
        },
      });
    });

/** @param {CategoryCount} row */
const partsOf = ({ count, train, test }) => [train, test, count - train - test];

/** @param {CategoryCount[]} rows @param {number} total @param {string} noun */
function countsInWords(rows, total, noun) {
  const [first] = rows.toSorted((one, other) => other.count - one.count);
  const share = total > 0 ? `, ${Math.round((first.count / total) * 100)} % of them ${first.name}` : "";
  const unused = rows.filter(({ count }) => count === 0).length;
  return `${number(total)} ${noun}${total === 1 ? "" : "s"}${share}.${unused > 0 ? ` ${number(unused)} without any.` : ""}`;
}

/**
 * Draws the lengths of the examples, and the labels that occur together.
 *
 * @param {import("../../../../dist/project.js").ProjectStatistics} statistics
 * @returns {Node[]}
 */
export function statisticsCharts({ lengths, cooccurrence }) {
  const charts = [];
  if (lengths.length > 0) {
    const most = lengths.reduce((one, other) => (other.examples > one.examples ? other : one));
    const summary = `From ${number(lengths[0].from)} to at most ${number(lengths[lengths.length - 1].to)} characters; most often ${rangeOf(most)}.`;
    charts.push(
      figureOf({
        name: "lengths",
        title: "Lengths",
        summary,
        picture: [histogramOf(lengths, `The number of examples by length. ${summary}`)],
        table: {
          columns: ["Characters", "Examples"],
          rows: lengths.map((range) => [rangeOf(range), range.examples]),
        },
      }),
    );
  }
  const pairs = pairsOf(cooccurrence);
  if (pairs.length > 0) {
    const [[one, other, count]] = pairs;
    charts.push(
      figureOf({
        name: "cooccurrence",
        title: "Labels that occur together",
        summary: `${one} and ${other} most often, in ${counted(count, "example")}.`,
        picture: [matrixOf(cooccurrence, "Labels that occur together: matrix")],
        table: { columns: ["Label", "With", "Examples"], rows: pairs },
      }),
    );
  }
  return charts;
}

/**
 * Draws the differences of a comparison.
 * @param {Record<string, import("../../../../dist/project.js").ProjectPartCounts>} parts
 */
export function comparisonChart(parts) {
  const rows = Object.entries(parts).map(([name, part]) => ({ name, parts: CHANGES.map((kind) => part[kind]) }));
  const changed = rows.filter((row) => sum(row.parts) > 0);
  const totals = CHANGES.map((kind, at) => [rows.reduce((all, row) => all + row.parts[at], 0), kind]);
  return figureOf({
    name: "comparison",
    title: "Differences by part",
    summary: `${totals.map(([count, kind]) => `${number(Number(count))} ${kind}`).join(", ")}.`,
    picture:
      changed.length === 0
        ? []
        : barsOf(changed, {
            label: "Parts that differ",
            series: ["Added", "Removed", "Changed"],
            words: (numbers) =>
              numbers
                .map((count, at) => (count > 0 ? `${["+", "−", "±"][at]}${number(count)}` : ""))
                .filter(Boolean)
                .join(" "),
          }),
    table: {
      columns: ["Part", "Added", "Removed", "Changed"],
      rows: rows.map(({ name, parts: numbers }) => [name, ...numbers]),
    },
    open: true,
  });
}
