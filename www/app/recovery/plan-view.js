import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { counted } from "../words.js";
import { adviseOnReplication } from "./advice.js";
import { steps } from "./words.js";

/**
 * Shows what a run would send for each project.
 *
 * @param {any[]} plans `ProjectPlan`s.
 * @param {{ source: string, target: string }} endpoints
 */
export function planView(plans, { source, target }) {
  const parties = element(
    "p",
    { class: "parties" },
    "The source is ",
    element("code", {}, source),
    ", the target ",
    element("code", {}, target),
    ".",
  );
  return element("div", { class: "plans" }, parties, ...plans.map(projectView));
}

/** @param {any[]} plans */
export function planInWords(plans) {
  const requests = plans.reduce((sum, plan) => sum + plan.requests.length, 0);
  return `${counted(requests, "request")} for ${counted(plans.length, "project")}. Nothing was changed.`;
}

/** @param {any} plan */
function projectView({ source, target, refusal, requests }) {
  const columns = ["Step", "To", "Request"];
  return element(
    "section",
    { class: "plan", "data-project": source },
    element("h3", {}, source === target ? source : `${source}, as ${target}`),
    refusal && failureView(refusal, { level: 4, advise: adviseOnReplication }),
    refusal && element("p", { class: "hint" }, "The run would stop after these requests:"),
    element(
      "div",
      { class: "table-scroll", tabindex: 0, role: "group", "aria-label": `Requests for ${source}` },
      element(
        "table",
        { class: "plan-table" },
        element("thead", {}, element("tr", {}, ...columns.map((title) => element("th", { scope: "col" }, title)))),
        element("tbody", {}, ...requests.map(rowOf)),
      ),
    ),
  );
}

/** @param {any} request */
function rowOf({ step, to, method, url, repeated }) {
  const changes = method !== "GET" && method !== "HEAD" && !url.includes("/:export?");
  return element(
    "tr",
    { class: changes && "changes" },
    element("td", {}, steps[step]?.title ?? step),
    element("td", {}, to),
    element(
      "td",
      {},
      element("strong", {}, method),
      " ",
      element("code", {}, pathOf(url)),
      repeated && element("span", { class: "faint" }, " repeated"),
    ),
  );
}

/**
 * Returns the URL without its origin, which is the same for all requests.
 * @param {string} url
 */
const pathOf = (url) => url.replace(/^https?:\/\/[^/]+/, "");
