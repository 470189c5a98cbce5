import { adviseOn } from "./advice.js";
import { element, facts } from "./element.js";
import { icon } from "./icon.js";
import { wait } from "./words.js";

/** The number of levels of the service's errors that are shown. */
const MOST_LEVELS = 6;

/**
 * Shows what happened and what to do.
 *
 * @param {any} error
 * @param {{ phase?: import("../../dist/elements.js").Phase, level?: number, actions?: Node[], advise?: typeof adviseOn }}
 * [options]
 *   `level` is the level of the heading. `advise` returns the advice.
 */
export function failureView(error, { phase, level = 3, actions = [], advise = adviseOn } = {}) {
  const { code, title, message, advice } = advise(error, phase);
  const cause =
    error?.cause instanceof Error
      ? `${error.cause.name}: ${error.cause.message}`
      : error?.cause === undefined
        ? undefined
        : String(error.cause);
  return element(
    "section",
    { class: "note bad", "data-code": code || "other" },
    icon("bad"),
    element(
      "div",
      {},
      element(`h${level}`, {}, title),
      element("p", {}, message),
      element(`h${level + 1}`, {}, "What to do"),
      element("p", {}, advice),
      facts([
        ["Code", code && element("code", {}, code)],
        ["HTTP status", error?.status],
        ["Request id", error?.requestId && element("code", {}, error.requestId)],
        ["Wait at least", error?.retryAfterMs && wait(error.retryAfterMs)],
        ["In the file", error?.path && element("code", {}, error.path)],
        ["At", error?.line && `line ${error.line}, column ${error.column}, byte ${error.byteOffset}`],
        ["Cause", cause],
      ]),
      serviceErrors("What the service says", error?.errors, level + 1),
      actions.length > 0 && element("p", { class: "actions" }, ...actions),
    ),
  );
}

/** @param {string} title @param {any[] | undefined} errors @param {number} level The heading's. */
function serviceErrors(title, errors, level) {
  if (!errors?.length) return undefined;
  return element("div", {}, element(`h${level}`, {}, title), errorList(errors, 1));
}

/** @param {any[]} errors @param {number} level @returns {HTMLElement} */
function errorList(errors, level) {
  return element(
    "ul",
    { class: "errors" },
    ...errors.map((error) => {
      const inner = [...(error.details ?? []), ...(error.innerError ? [error.innerError] : [])];
      return element(
        "li",
        {},
        element("code", {}, error.code),
        " ",
        error.message,
        error.target && element("span", { class: "faint" }, ` (${error.target})`),
        inner.length > 0 && level < MOST_LEVELS && errorList(inner, level + 1),
      );
    }),
  );
}
