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
    ...targets(summary.targets),
  ];
}

/** Shows the projects to which intents lead. @param {any[]} targets */
function targets(targets) {
  if (targets.length === 0) return [];
  const columns = ["Intent", "Kind", "Project", "Deployment"];
  return [
    element(
      "div",
      { class: "targets", tabindex: 0, role: "region", "aria-label": "Leads to" },
      element(
        "table",
        {},
        element("caption", {}, "Leads to"),
        element("thead", {}, element("tr", {}, ...columns.map((title) => element("th", { scope: "col" }, title)))),
        element(
          "tbody",
          {},
          ...targets.map(({ intent, kind, project, deployment }) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, intent),
              ...[kind, project, deployment].map((text) => element("td", {}, text ?? "")),
            ),
          ),
        ),
      ),
    ),
  ];
}
