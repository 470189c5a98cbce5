import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { icon } from "../icon.js";
import { once } from "../once.js";
import { counted } from "../words.js";
import { adviseOnReplication } from "./advice.js";
import { differences } from "./comparison-view.js";
import { steps } from "./words.js";

/** The number of names that are shown before the rest is folded. */
const MOST_NAMES = 12;

/**
 * Shows the outcome of each project.
 *
 * @param {any} state A `ReplicationState`.
 * @param {(project: any) => Node[]} actionsOf The actions for a failed project.
 */
export const reportView = (state, actionsOf) =>
  state.projects.map((/** @type {any} */ project) => projectView(project, actionsOf));

/**
 * Summarises the outcome in words.
 * @param {any} state
 */
export function reportInWords({ projects }) {
  const count = (/** @type {string | undefined} */ wanted) =>
    projects.filter((/** @type {any} */ { ending }) => ending?.state === wanted).length;
  const parts = [
    [count("done"), "done"],
    [count("stopped"), "done as far as was wanted"],
    [count("failed"), "failed"],
    [count(undefined), "not done"],
  ];
  return `${counted(projects.length, "project")}: ${parts
    .filter(([number]) => number)
    .map(([number, word]) => `${number} ${word}`)
    .join(", ")}.`;
}

/** @param {any} project @param {(project: any) => Node[]} actionsOf */
function projectView(project, actionsOf) {
  const { source, target, ending, notes } = project;
  return element(
    "section",
    { class: "project-report", "data-project": source, "data-ending": ending?.state ?? "open" },
    element("h3", {}, source === target ? source : `${source}, as ${target}`),
    endingView(project, actionsOf),
    verificationView(project),
    evaluationView(project.evaluation),
    documentsView(project.documents),
    notes.length > 0 &&
      element(
        "div",
        {},
        element("h4", {}, "Notes"),
        element("ul", { class: "notes" }, ...notes.map((/** @type {string} */ note) => element("li", {}, note))),
      ),
    findingsView(project.findings),
  );
}

/** @param {any} project @param {(project: any) => Node[]} actionsOf */
function endingView(project, actionsOf) {
  const { ending } = project;
  if (ending?.state === "failed")
    return failureView(ending.error, { level: 4, advise: adviseOnReplication, actions: actionsOf(project) });
  if (ending?.state === "stopped") return line("warn", `Done up to “${steps[ending.step]?.title}”, as was wanted.`);
  return ending ? line("good", "All steps are done.") : line("idle", "This project was not started.");
}

/** @param {any} project */
function verificationView({ verification }) {
  if (!verification) return undefined;
  return verification.equal
    ? line("good", "The target’s project equals the one that was sent.")
    : element(
        "div",
        {},
        line("warn", "The target’s project differs from the one that was sent."),
        differences(verification),
      );
}

/** @param {any[] | undefined} evaluation */
function evaluationView(evaluation) {
  if (!evaluation?.length) return undefined;
  return element("div", {}, element("h4", {}, "Evaluations, side by side"), ...evaluation.map(modelView));
}

/** @param {any} model */
function modelView({ model, equal, measures }) {
  const overall = measures.filter((/** @type {any} */ { name }) => /^[^.]*\.?(micro|macro)/i.test(name));
  const shown = overall.length > 0 ? overall : measures.slice(0, MOST_NAMES);
  return element(
    "div",
    { class: "evaluation", "data-model": model },
    line(
      equal ? "good" : "warn",
      `${model}: ${measures.length === 0 ? "no figures" : equal ? "every figure is the same" : "figures differ, as they may when examples are split at random"}.`,
    ),
    shown.length > 0 && measuresTable(model, shown),
    measures.length > shown.length &&
      element(
        "details",
        {},
        element("summary", {}, `All ${measures.length} figures`),
        measuresTable(`${model}, all figures`, measures),
      ),
  );
}

const figures = once(() => new Intl.NumberFormat("en", { maximumFractionDigits: 4 }));

/** @param {string} caption @param {any[]} measures */
function measuresTable(caption, measures) {
  const number = (/** @type {number | undefined} */ value) =>
    element("td", { class: "number" }, value === undefined ? "–" : figures().format(value));
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "group", "aria-label": caption },
    element(
      "table",
      { class: "measures" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...["Figure", "Source", "Target", "Difference"].map((title, column) =>
            element("th", { scope: "col", class: column > 0 && "number" }, title),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        ...measures.map(({ name, source, target, difference }) =>
          element(
            "tr",
            { class: difference ? "differs" : false },
            element("th", { scope: "row" }, name),
            number(source),
            number(target),
            number(difference),
          ),
        ),
      ),
    ),
  );
}

/** @param {any} documents */
function documentsView(documents) {
  if (!documents?.required.length) return undefined;
  const { container, required, checked, complete, copied, verified, missing, different, failed } = documents;
  const where = container ? `the container “${container}” of the target` : "the target’s container";
  return element(
    "div",
    { class: "documents-report" },
    element("h4", {}, "Documents"),
    complete
      ? line(
          "good",
          `All ${counted(required.length, "document")} are in ${where}; ${copied} were copied, ${verified} verified.`,
        )
      : line(
          "warn",
          checked
            ? `${verified} of ${counted(required.length, "document")} are in ${where} as they are at the source.`
            : `${counted(required.length, "document")} must be in ${where}. This was not checked, because there is no SAS URL.`,
        ),
    names("Missing", missing),
    names("Present with other contents, and not changed", different),
    names(
      "Could not be copied or checked",
      failed.map((/** @type {any} */ { name, message }) => `${name}: ${message}`),
    ),
    !checked && names("Needed", required),
  );
}

/** @param {string} title @param {string[]} list */
function names(title, list) {
  if (list.length === 0) return undefined;
  const items = (/** @type {string[]} */ some) =>
    element("ul", { class: "names" }, ...some.map((name) => element("li", {}, element("code", {}, name))));
  const rest = list.slice(MOST_NAMES);
  return element(
    "div",
    {},
    element("h5", {}, `${title} (${list.length})`),
    items(list.slice(0, MOST_NAMES)),
    rest.length > 0 && element("details", {}, element("summary", {}, `${rest.length} more`), items(rest)),
  );
}

/** @param {any} findings */
function findingsView(findings) {
  if (!findings?.listed.length) return undefined;
  const { errors, warnings, listed } = findings;
  return element(
    "details",
    { class: "findings-report", open: errors > 0 },
    element(
      "summary",
      {},
      `What the check of the file found: ${counted(errors, "error")}, ${counted(warnings, "warning")}`,
    ),
    element(
      "ul",
      {},
      ...listed.map((/** @type {any} */ { rule, severity, path, message, advice }) =>
        element(
          "li",
          {},
          element("p", {}, element("strong", {}, rule), ` ${severity}: ${message} `, element("code", {}, path)),
          element("p", { class: "faint" }, advice),
        ),
      ),
    ),
  );
}

/** @param {import("../words.js").Tone} tone @param {string} text */
const line = (tone, text) => element("p", { class: `line ${tone}` }, icon(tone), element("span", {}, text));
