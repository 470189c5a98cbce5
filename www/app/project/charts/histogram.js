import { drawing, element } from "../../element.js";
import { percent } from "./figure.js";

/** The number of marks for which the axis has room on a phone. */
const MARKS = 8;

/**
 * Draws a column for each range of lengths.
 *
 * @param {{ from: number, to: number, examples: number }[]} lengths
 * @param {string} summary What the columns show, for screen readers.
 */
export function histogramOf(lengths, summary) {
  const most = Math.max(1, ...lengths.map(({ examples }) => examples));
  const width = 1 / lengths.length;
  const every = Math.ceil(lengths.length / MARKS);
  const columns = lengths.map(({ from, to, examples }, at) =>
    drawing(
      "rect",
      {
        class: "piece",
        "data-series": 0,
        x: percent((at + 0.08) * width),
        width: percent(width * 0.84),
        y: percent(1 - examples / most),
        height: percent(examples / most),
      },
      drawing("title", {}, document.createTextNode(`${rangeOf({ from, to })}: ${examples}`)),
    ),
  );
  const marks = lengths
    .map(({ from }, at) => ({ from, at }))
    .filter(({ at }) => at % every === 0)
    .map(({ from, at }) =>
      drawing("text", { x: percent((at + 0.5) * width), y: "75%" }, document.createTextNode(String(from))),
    );
  return element(
    "div",
    { class: "histogram", role: "img", "aria-label": summary },
    drawing("svg", { class: "columns" }, ...columns),
    drawing("svg", { class: "axis" }, ...marks),
  );
}

/** @param {{ from: number, to: number }} range */
export const rangeOf = ({ from, to }) => (from === to ? String(from) : `${from} to ${to}`);
