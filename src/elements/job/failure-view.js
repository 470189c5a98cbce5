import { create, facts } from "../create.js";
import { icon } from "../icon.js";

/** @typedef {import("../words.js").Words} Words */
/** @typedef {import("../elements.js").Phase} Phase */

/** The number of levels of the service's errors that are shown. */
const MOST_LEVELS = 6;

/**
 * Returns what happened and what to do.
 * @param {Words} words @param {any} error Anything that was thrown. @param {Phase} [phase] Where it happened.
 */
export function adviceFor({ texts }, error, phase) {
  const message = error instanceof Error ? error.message : String(error);
  const known = texts.failures[error?.code];
  const { title, advice } = texts.advise?.(error, phase) ?? known ?? texts.failures.other;
  // A submission whose answer was lost must not be repeated blindly.
  const isLost = phase === "submitting" && ["network", "timeout"].includes(error?.code) && !texts.advise;
  return { title, message, advice: isLost ? texts.mayHaveStarted : advice };
}

/**
 * Shows what happened and what to do.
 * @param {Words} words @param {any} error @param {Phase | undefined} phase @param {...Node} actions
 */
export function failureView(words, error, phase, ...actions) {
  const { texts } = words;
  const { title, message, advice } = adviceFor(words, error, phase);
  const { code, status, requestId, retryAfterMs, cause, errors } = error ?? {};
  return note(
    "bad",
    create("h3", {}, title),
    create("p", {}, message),
    create("h4", {}, texts.whatToDo),
    create("p", {}, advice),
    facts([
      [texts.code, code && create("code", {}, code)],
      [texts.httpStatus, status],
      [texts.requestId, requestId && create("code", {}, requestId)],
      [texts.waitAtLeast, retryAfterMs && words.wait(retryAfterMs)],
      [texts.cause, cause && create("bdi", {}, String(cause))],
    ]),
    serviceErrors(texts.whatItSays, errors),
    actions.length > 0 && create("p", { class: "actions" }, ...actions),
  );
}

/**
 * Creates a note with the mark of a tone.
 * @param {import("../icon.js").Tone} tone @param {...import("../create.js").Child} children
 */
export const note = (tone, ...children) =>
  create("div", { class: `note ${tone}`, part: "note" }, icon(tone), create("div", {}, ...children));

/** @param {string} title @param {any[] | undefined} errors */
export const serviceErrors = (title, errors) =>
  errors?.length ? create("div", {}, create("h4", {}, title), errorList(errors, 1)) : undefined;

/** @param {any[]} errors @param {number} level @returns {HTMLElement} */
function errorList(errors, level) {
  return create(
    "ul",
    { class: "errors" },
    ...errors.map(({ code, message, target, details = [], innerError }) => {
      const inner = innerError ? [...details, innerError] : details;
      return create(
        "li",
        {},
        create("code", {}, code),
        " ",
        create("bdi", {}, message),
        target && create("span", { class: "faint" }, ` (${target})`),
        inner.length > 0 && level < MOST_LEVELS && errorList(inner, level + 1),
      );
    }),
  );
}
