import { drawing } from "../../element.js";
import { timeOfDay } from "../../words.js";
import { endOf } from "./parts.js";

/** @typedef {import("../job-log.js").Logged} Logged */
/** @typedef {{ logged: Logged, parts: import("./parts.js").Part[] }} Bar */

/** The marks for the ends of jobs, as paths around their position. */
const MARKS = { good: "M-4 0l3 3 5-6", warn: "M0-4v5M0 3.5v.5", bad: "M-3.5-3.5l7 7M3.5-3.5l-7 7" };

/** Draws the bars of jobs in pixels: the axis, and a row for each job with its name and its parts. */
export class Bars {
  /** The position at which the time begins. */
  left = 0;
  /** The height of the axis. */
  axis = 0;
  /** The height of a row. */
  row = 0;
  #bar = { top: 0, height: 0 };
  #name = { width: 0, base: 0 };
  #least = 0;

  /**
   * Sets the width. In a narrow picture a name is above its bar.
   * @param {number} width @param {number} rem
   */
  measure(width, rem) {
    const isNarrow = width < 40 * rem;
    this.axis = 1.5 * rem;
    this.row = (isNarrow ? 2.625 : 1.75) * rem;
    this.left = isNarrow ? rem / 2 : 13 * rem;
    this.#bar = { top: (isNarrow ? 1.5 : 0.5) * rem, height: 0.75 * rem };
    this.#name = { width: isNarrow ? width : this.left - rem / 2, base: (isNarrow ? 1.125 : 1.2) * rem };
    this.#least = 5.5 * rem;
  }

  /**
   * Returns the picture.
   * @param {Bar[]} bars @param {import("./time-scale.js").TimeScale} scale @param {number} now
   * @param {number} offset The place of the first row, below the axis; not above 0.
   */
  draw(bars, scale, now, offset) {
    const bottom = this.axis + bars.length * this.row;
    const line = (/** @type {number} */ x, /** @type {string} */ look) =>
      drawing("path", { class: look, d: `M${round(x)} ${this.axis}V${round(bottom)}` });
    const ticks = scale.ticks(this.#least);
    const at = scale.x(now);
    // A time that has no room is left out.
    const half = this.#least / 2;
    return [
      ...ticks.map(({ time }) => line(scale.x(time), "grid")),
      ...bars.map((bar, index) => this.#row(bar, scale, this.axis + offset + index * this.row)),
      line(at, "now"),
      // Drawn above the rows that scroll past.
      drawing("rect", { class: "axis", x: 0, y: 0, width: scale.left + scale.width + 100, height: this.axis }),
      ...ticks
        .map(({ time, text }) => ({ x: scale.x(time), text }))
        .filter(({ x }) => x > half && x < scale.left + scale.width - half && Math.abs(x - at) > half)
        .map(({ x, text }) => label(x, this.axis * 0.68, text, "tick")),
      label(at, this.axis * 0.68, "now", "tick at-now"),
    ];
  }

  /** @param {Bar} bar @param {import("./time-scale.js").TimeScale} scale @param {number} y */
  #row({ logged, parts }, scale, y) {
    const { top, height } = this.#bar;
    const { name, job, polls } = logged;
    const end = endOf(logged);
    const group = drawing("g", { class: "bar", transform: `translate(0 ${round(y)})` });
    const clip = drawing("svg", { width: round(this.#name.width), height: this.row });
    clip.append(text(drawing("text", { class: "name", x: 2, y: this.#name.base }), name));
    group.append(text(drawing("title", {}), `${name}: ${describe(parts)}`), clip);
    for (const { kind, from, to } of parts) {
      if (!scale.overlaps(from, to)) continue;
      const x = scale.x(from);
      // A bar that has begun is visible, however short it is.
      const width = Math.max(2, scale.x(to) - x);
      group.append(drawing("rect", { class: `part ${kind}`, x: round(x), y: top, width: round(width), height, rx: 2 }));
    }
    const ticks = polls
      .filter((time) => scale.overlaps(time, time))
      .map((time) => `M${round(scale.x(time))} ${top - 2}`);
    if (ticks.length)
      group.append(drawing("path", { class: "polls", d: ticks.join(`v${height + 4}`) + `v${height + 4}` }));
    const submitted = job?.startedAt;
    if (submitted !== undefined && scale.overlaps(submitted, submitted))
      group.append(
        drawing("circle", { class: "submitted", cx: round(scale.x(submitted)), cy: top + height / 2, r: 3 }),
      );
    if (end && job?.endedAt !== undefined && scale.overlaps(job.endedAt, job.endedAt))
      group.append(
        drawing("path", {
          class: `mark ${end}`,
          d: MARKS[end],
          transform: `translate(${round(scale.x(job.endedAt) + 9)} ${top + height / 2})`,
        }),
      );
    return group;
  }
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

/** @param {Element} node @param {string} content */
function text(node, content) {
  node.textContent = content;
  return node;
}

/** @param {number} x @param {number} y @param {string} content @param {string} look */
const label = (x, y, content, look) =>
  text(drawing("text", { class: look, x: round(x), y: round(y), "text-anchor": "middle" }), content);

const WORDS = {
  queued: "waited for its turn",
  waiting: "waited to start",
  running: "running",
  good: "ran and succeeded",
  warn: "ran and completed in part",
  bad: "ran and failed or was cancelled",
  likely: "likely to end",
};

/** @param {import("./parts.js").Part[]} parts */
const describe = (parts) =>
  parts.map(({ kind, from, to }) => `${WORDS[kind]} ${timeOfDay(from)} to ${timeOfDay(to)}`).join(", ");
