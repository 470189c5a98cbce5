import { drawing, element } from "../element.js";
import { icon } from "../icon.js";
import { standings, steps } from "./words.js";

/**
 * A project in both regions.
 *
 * @typedef {object} Lane
 * @property {string} project
 * @property {string} standing How the target's project relates to the source's: a key of `standings`, or empty.
 * @property {Place} [source]
 * @property {Place} [target]
 * @property {string} [step] The step of the replication that runs.
 *
 * @typedef {object} Place What a region has of a project.
 * @property {string} name
 * @property {string[]} models
 * @property {string[]} deployments
 */

/**
 * What moves during a step: along the half of a line from the source to this page, along the half from the page to the
 * target, or within the target.
 *
 * @type {Record<string, { left?: "right", right?: "right" | "left", within?: true }>}
 */
const movements = {
  look: {},
  backup: { right: "left" },
  export: { left: "right" },
  documents: { left: "right", right: "right" },
  import: { right: "right" },
  verify: { right: "left" },
  train: { within: true },
  evaluate: {},
  deploy: { within: true },
};

/**
 * Shows two regions side by side, a line for each project.
 *
 * @param {Lane[]} lanes
 * @param {{ source: string, target: string }} regions Their names.
 */
export function regionsPicture(lanes, { source, target }) {
  return element(
    "div",
    { class: "regions" },
    element(
      "p",
      { class: "regions-head", "aria-hidden": "true" },
      element("strong", {}, source),
      element("span"),
      element("strong", {}, target),
    ),
    element("ul", { "aria-label": `Projects in ${source} and ${target}` }, ...lanes.map(laneView)),
  );
}

/** @param {Lane} lane */
function laneView({ project, standing, source, target, step }) {
  const movement = step ? movements[step] : {};
  return element(
    "li",
    { class: "lane", "data-project": project, "data-standing": standing, "data-step": step },
    placeView("Source", source, target),
    linkView(standing, movement, step),
    placeView("Target", target, source, movement.within),
  );
}

/**
 * @param {string} role @param {Place | undefined} place @param {Place | undefined} other The same project in the other
 *   region.
 * @param {boolean} [isActive] True while the region works on it.
 */
function placeView(role, place, other, isActive = false) {
  const said = element("span", { class: "unseen" }, `${role}: `);
  if (!place) return element("div", { class: "place empty" }, said, "Not there");
  return element(
    "div",
    { class: `place${isActive ? " active" : ""}` },
    said,
    element("strong", {}, place.name),
    chips("model", place.models, other?.models),
    chips("deployed as", place.deployments, other?.deployments),
  );
}

/**
 * Lists names. Those that are missing in the other region are marked.
 * @param {string} what @param {string[]} names @param {string[]} [others]
 */
const chips = (what, names, others) =>
  names.length > 0 &&
  element(
    "span",
    { class: "chips" },
    ...names.map((name) =>
      element(
        "span",
        { class: "chip", "data-only": others !== undefined && !others.includes(name) },
        `${what} `,
        element("b", {}, name),
        others !== undefined && !others.includes(name) && element("i", {}, " only here"),
      ),
    ),
  );

/** @param {string} standing @param {typeof movements[string]} movement @param {string} [step] */
function linkView(standing, { left, right }, step) {
  const { title, tone } = step
    ? { title: steps[step].title, tone: /** @type {const} */ ("active") }
    : (standings[standing] ?? { title: "Not compared", tone: /** @type {const} */ ("idle") });
  const look = step ? "rests" : standing;
  const moves = left ?? right;
  return element(
    "div",
    { class: `link ${tone}` },
    drawing(
      "svg",
      { class: "wire", "aria-hidden": "true" },
      half("0%", "50%", left ? `moves ${left}` : look),
      half("50%", "100%", right ? `moves ${right}` : look),
    ),
    element(
      "span",
      { class: "link-words" },
      icon(tone),
      element("span", {}, title),
      moves && element("span", { "aria-hidden": "true" }, moves === "right" ? "→" : "←"),
    ),
  );
}

/** Draws half of a line. @param {string} x1 @param {string} x2 @param {string} look */
const half = (x1, x2, look) => drawing("line", { class: look, x1, x2, y1: "50%", y2: "50%" });
