import { element } from "../element.js";
import { icon } from "../icon.js";
import { counted, date } from "../words.js";
import { standings } from "./words.js";

/**
 * Shows the projects of both regions, and what a replication would do with each.
 *
 * @param {any[]} compared `RegionComparison`s.
 * @param {(project: string, compared: any) => void} choose
 */
export function comparisonView(compared, choose) {
  const columns = ["Project", "At the target", "Source", "Target", "What to do"];
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "group", "aria-label": "Table of the comparison" },
    element(
      "table",
      { class: "comparison-table" },
      element("thead", {}, element("tr", {}, ...columns.map((title) => element("th", { scope: "col" }, title)))),
      element("tbody", {}, ...compared.map((one) => rowOf(one, choose))),
    ),
  );
}

/**
 * Summarises a comparison in words.
 * @param {any[]} compared @param {boolean} withContents
 */
export function comparisonInWords(compared, withContents) {
  if (compared.length === 0) return "Neither region has a project of this family.";
  const counts = Object.entries(standings).map(([standing, { title }]) => {
    const count = compared.filter((one) => one.standing === standing).length;
    return count > 0 && `${count} ${title.toLowerCase()}`;
  });
  return `${counted(compared.length, "project")}: ${counts.filter(Boolean).join(", ")}. ${withContents ? "Contents were compared where dates found no difference." : "By dates; contents were not compared."}`;
}

/** @param {any} compared @param {(project: string, compared: any) => void} choose */
function rowOf(compared, choose) {
  const { project, kind, standing, source, target, content, advice } = compared;
  const { title, tone } = standings[standing] ?? { title: standing, tone: "idle" };
  return element(
    "tr",
    { "data-project": project, "data-standing": standing },
    element("th", { scope: "row" }, element("strong", {}, project), element("span", { class: "detail" }, kind)),
    element(
      "td",
      {},
      element("span", { class: `standing ${tone}` }, icon(/** @type {import("../words.js").Tone} */ (tone)), title),
      content && !content.equal && differences(content),
    ),
    sideCell("Source", source),
    sideCell("Target", target),
    element(
      "td",
      { class: "advice" },
      element("span", {}, ...withCode(advice)),
      source &&
        element(
          "button",
          {
            type: "button",
            class: "quiet",
            "aria-label": `Choose ${project}`,
            onclick: () => choose(project, compared),
          },
          "Choose",
        ),
    ),
  );
}

/**
 * Returns a text whose parts between backticks are code.
 * @param {string} text
 */
const withCode = (text) => text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));

/** @param {string} title @param {any} side */
function sideCell(title, side) {
  if (!side) return element("td", { "data-title": title }, element("span", { class: "faint" }, "–"));
  const list = (/** @type {string} */ noun, /** @type {string[]} */ names) =>
    names.length > 0 && element("span", { class: "detail" }, `${noun} `, names.join(", "));
  return element(
    "td",
    { "data-title": title },
    element("span", { class: "moment" }, date(side.modifiedAt)),
    list(side.models.length === 1 ? "model" : "models", side.models),
    list("deployed as", side.deployments),
  );
}

/**
 * Lists the differences.
 * @param {any} content
 */
export function differences({ differences: count, listed }) {
  return element(
    "details",
    { class: "differences" },
    element("summary", {}, counted(count, "difference")),
    element(
      "ul",
      {},
      ...listed.map((/** @type {any} */ { part, change, name }) =>
        element("li", {}, `${part}: `, element("code", {}, name), ` ${change}`),
      ),
      count > listed.length && element("li", { class: "faint" }, `and ${count - listed.length} more`),
    ),
  );
}
