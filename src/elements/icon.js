import { draw } from "./create.js";

/** @typedef {"idle" | "active" | "good" | "warn" | "bad"} Tone */

/** @type {Record<Tone, string>} */
const strokes = {
  idle: "M8 8h.01",
  active: "M8 4.5V8l2.4 1.6",
  good: "M4.6 8.4 7 10.8l4.4-5.4",
  warn: "M8 4.4v4.2M8 11.4v.1",
  bad: "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2",
};

/**
 * Creates the mark of a tone. The words next to it say the same.
 * @param {Tone} tone
 */
export const icon = (tone) =>
  draw(
    "svg",
    { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" },
    draw("circle", { cx: 8, cy: 8, r: 7.25 }),
    draw("path", { d: strokes[tone] }),
  );
