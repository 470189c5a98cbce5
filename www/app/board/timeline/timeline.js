import { drawing, element } from "../../element.js";
import { counted } from "../../words.js";
import { Bars } from "./bars.js";
import { partsOf } from "./parts.js";
import { TimeScale } from "./time-scale.js";
import { TimesTable } from "./times-table.js";

/** @typedef {import("../job-log.js").Logged} Logged */

const MINUTE = 60_000;
/** The time spans to choose from, in milliseconds; 0 for all running jobs. */
const SPANS = [
  ["0", "All that go on"],
  [String(MINUTE), "Last minute"],
  [String(5 * MINUTE), "Last 5 minutes"],
  [String(15 * MINUTE), "Last 15 minutes"],
  [String(60 * MINUTE), "Last hour"],
  [String(24 * 60 * MINUTE), "Last day"],
];
/** The shortest time that is shown. */
const LEAST_MS = 30_000;

const legend = [
  ["queued", "waits for its turn"],
  ["waiting", "submitted, waits to start"],
  ["running", "running"],
  ["good", "succeeded"],
  ["bad", "failed or cancelled"],
  ["poll", "poll"],
  ["likely", "likely end, an estimate"],
];

/**
 * The jobs as bars, one below the other. Only the bars in view are drawn. The picture stays in place while its
 * frame scrolls, and draws the bars that belong there.
 */
export class Timeline {
  #log;
  /** @type {Logged[]} */
  #shown = [];
  #bars = new Bars();
  #table = new TimesTable();
  #svg = drawing("svg", { role: "img", "aria-details": "timeline-table" });
  #body = element("div", { class: "timeline-body" }, this.#svg);
  #frame;
  #span;
  #state = element("p", { class: "hint" });

  /** @param {import("../job-log.js").JobLog} log */
  constructor(log) {
    this.#log = log;
    this.#span = /** @type {HTMLSelectElement} */ (
      element(
        "select",
        { id: "timeline-span", onchange: () => this.#draw() },
        ...SPANS.map(([value, title]) => element("option", { value }, title)),
      )
    );
    this.#frame = element(
      "div",
      {
        class: "timeline-frame",
        tabindex: 0,
        role: "group",
        "aria-label": "Timeline of jobs",
        onscroll: () => this.#draw(),
      },
      this.#body,
    );
    this.node = element(
      "div",
      { class: "timeline" },
      element(
        "div",
        { class: "timeline-head" },
        element("label", { for: "timeline-span" }, "Time"),
        this.#span,
        element(
          "ul",
          { class: "legend", "aria-hidden": "true" },
          ...legend.map(([kind, title]) => element("li", {}, sampleOf(kind), title)),
        ),
      ),
      this.#frame,
      this.#state,
      this.#table.node,
    );
    new ResizeObserver(() => this.#draw()).observe(this.#frame);
  }

  /**
   * Shows these jobs.
   * @param {Logged[]} shown
   */
  update(shown) {
    this.#shown = shown;
    this.#draw();
  }

  #draw() {
    const now = Date.now();
    const width = this.#frame.clientWidth;
    if (width === 0) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#bars.measure(width, rem);
    const { left, axis, row } = this.#bars;
    const { from, to } = this.#timeOf(now);
    const scale = new TimeScale(from, to, left, width - left - rem / 2);
    const rows = this.#shown
      .filter(({ askedAt, job }) =>
        scale.overlaps(askedAt ?? job?.startedAt ?? now, job?.isDone ? (job.endedAt ?? now) : now),
      )
      .sort((a, b) => beginOf(b, now) - beginOf(a, now));
    this.#body.style.height = `${axis + rows.length * row}px`;
    const { clientHeight, scrollTop } = this.#frame;
    const first = Math.floor(scrollTop / row);
    const inView = rows
      .slice(first, first + Math.ceil((clientHeight - axis) / row) + 1)
      // The estimates at this moment.
      .map((logged) => ({ ...logged, job: this.#log.now(logged) }));
    const drawn = inView.map((logged) => ({ logged, parts: partsOf(logged, now) }));
    this.#svg.setAttribute("width", String(width));
    this.#svg.setAttribute("height", String(Math.min(clientHeight, axis + rows.length * row)));
    this.#svg.setAttribute("aria-label", describe(rows));
    this.#svg.replaceChildren(...this.#bars.draw(drawn, scale, now, first * row - scrollTop));
    this.#table.update(inView, now, { first, count: rows.length });
    const earlier = this.#shown.length - rows.length;
    this.#state.textContent = earlier ? `${counted(earlier, "job")} ended before the time that is shown.` : "";
  }

  /**
   * Returns the time that is shown.
   * @param {number} now
   */
  #timeOf(now) {
    const chosen = Number(this.#span.value);
    const going = this.#shown.filter(({ job }) => !job?.isDone);
    const begins = (going.length ? going : this.#shown).map((logged) => beginOf(logged, now));
    const from = chosen ? now - chosen : begins.reduce((a, b) => Math.min(a, b), now - LEAST_MS);
    // A late end must not squeeze the past into a corner.
    const ends = going.map(({ job }) => job?.likelyEnd?.toMs ?? 0);
    const after = ends.reduce((a, b) => Math.max(a, b), (now - from) / 8);
    return { from, to: now + Math.min(after * 1.05, now - from) };
  }
}

/** @param {Logged} logged @param {number} now */
const beginOf = ({ askedAt, job }, now) => askedAt ?? job?.startedAt ?? now;

/** @param {Logged[]} rows */
function describe(rows) {
  const ended = rows.filter(({ job }) => job?.isDone).length;
  return `Timeline of ${counted(rows.length, "job")}: ${rows.length - ended} going on, ${ended} ended.`;
}

/** @param {string} kind */
const sampleOf = (kind) =>
  drawing(
    "svg",
    { width: 20, height: 12 },
    kind === "poll"
      ? drawing("path", { class: "polls", d: "M6 1v10M10 1v10M14 1v10" })
      : drawing("rect", { class: `part ${kind}`, x: 1, y: 2, width: 18, height: 8, rx: 2 }),
  );
