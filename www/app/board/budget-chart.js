import { drawing, element } from "../element.js";
import { wait } from "../words.js";

/** The number of seconds that the chart shows. */
const SPAN = 180;
const [WIDTH, HEIGHT] = [360, 60];

/** How much of an API's limits at one origin was used in the last minutes. */
export class BudgetChart {
  /** @type {{ at: number, share: number }[]} */
  #points = [];
  #line = drawing("polyline", { class: "use" });
  #words = element("p", { class: "hint" });

  /** @param {{ origin: string, api: string }} of */
  constructor({ origin, api }) {
    const title = drawing("title", {});
    title.textContent = `Reads in a minute of ${api} at ${origin}, in the last ${SPAN / 60} minutes`;
    const limit = drawing("line", { class: "limit", x1: 0, x2: WIDTH, y1: 4, y2: 4 });
    this.element = element(
      "div",
      { class: "budget", "data-origin": origin },
      element("h3", {}, `${origin.replace(/^https?:\/\//, "")}, ${api}`),
      drawing(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" },
        title,
        limit,
        this.#line,
      ),
      this.#words,
    );
  }

  /** @param {import("../../../dist/board.js").BudgetUse} budget */
  show({ reads, submissions, running, maxRunning, queued, heldForMs }) {
    const now = Date.now();
    const last = this.#points.at(-1);
    const share = reads ? reads.used / reads.count : maxRunning ? running / maxRunning : 0;
    if (!last || now - last.at >= 900) this.#points.push({ at: now, share });
    else last.share = Math.max(last.share, share);
    this.#points = this.#points.filter(({ at }) => now - at <= SPAN * 1_000);
    const x = (/** @type {number} */ at) => WIDTH - ((now - at) / (SPAN * 1_000)) * WIDTH;
    const y = (/** @type {number} */ value) => HEIGHT - 2 - Math.min(1, value) * (HEIGHT - 6);
    this.#line.setAttribute(
      "points",
      this.#points.map((point) => `${x(point.at).toFixed(1)},${y(point.share).toFixed(1)}`).join(" "),
    );
    this.#words.textContent = [
      reads && `${reads.used} of ${reads.count} reads a minute`,
      submissions && `${submissions.used} of ${submissions.count} submissions a minute`,
      maxRunning && `${running} of ${maxRunning} running`,
      queued > 0 && `${queued} submissions wait`,
      heldForMs > 0 && `the service asked to wait, for another ${wait(heldForMs)}`,
    ]
      .filter(Boolean)
      .join(" · ");
  }
}
