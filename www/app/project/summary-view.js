import { element, facts } from "../element.js";
import { size } from "../words.js";

const numbers = new Intl.NumberFormat("en");

/**
 * Shows what a project is and how much it contains.
 * @param {any} summary
 */
export function summaryView(summary) {
  const { textLength, settings } = summary;
  return [
    facts([
      ["Kind", summary.kind],
      ["Name", summary.name],
      ["Language", summary.language && `${summary.language}${summary.multilingual ? ", and others" : ""}`],
      ["Description", summary.description],
      ["File version", summary.fileVersion],
      ["Offsets count", summary.stringIndexType],
      ["Documents in", summary.container],
      [
        "Settings",
        settings && Object.keys(settings).length > 0
          ? Object.entries(settings)
              .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
              .join(", ")
          : undefined,
      ],
      [
        "Labelled",
        `${numbers.format(summary.labelled)} of ${numbers.format(summary.labelled + summary.unlabelled)}, with ${numbers.format(summary.labels)} labels`,
      ],
      [
        "Text lengths",
        textLength && `${textLength.shortest} to ${textLength.longest}, ${textLength.mean.toFixed(1)} on average`,
      ],
      ["Size", size(summary.size)],
    ]),
    element(
      "ul",
      { class: "counts", "aria-label": "What is in it" },
      ...Object.entries(summary.counts).map(([name, count]) =>
        element("li", {}, element("strong", {}, numbers.format(/** @type {number} */ (count))), " ", name),
      ),
    ),
    element(
      "div",
      { class: "tallies" },
      ...["intents", "entities", "classes", "languages", "datasets"].map((name) => tally(name, summary[name])),
      targets(summary.targets),
    ),
  ];
}

/** @param {string} name @param {any[]} rows */
function tally(name, rows) {
  if (rows.length === 0) return undefined;
  const head = ["Name", "All", "Train", "Test"].map((title, column) =>
    element("th", { scope: "col", class: column > 0 && "number" }, title),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, row.name, !row.declared && element("em", {}, " (not declared)")),
      ...[row.count, row.train, row.test].map((count) => element("td", { class: "number" }, numbers.format(count))),
    ),
  );
  return table(name, head, body);
}

/** @param {any[]} targets */
function targets(targets) {
  if (targets.length === 0) return undefined;
  const head = ["Intent", "Kind", "Project", "Deployment"].map((title) => element("th", { scope: "col" }, title));
  const body = targets.map((target) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, target.intent),
      ...[target.kind, target.project, target.deployment].map((text) => element("td", {}, text ?? "")),
    ),
  );
  return table("leads to", head, body);
}

/** @param {string} name @param {Node[]} head @param {Node[]} body */
function table(name, head, body) {
  const title = name[0].toUpperCase() + name.slice(1);
  return element(
    "div",
    { class: "scrolls", tabindex: 0, role: "region", "aria-label": title },
    element(
      "table",
      {},
      element("caption", {}, title),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}
