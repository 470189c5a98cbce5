import { element } from "../../element.js";
import { counted, timeOfDay, wait } from "../../words.js";
import { timesOf } from "./parts.js";

/** @typedef {import("../job-log.js").Logged} Logged */

const COLUMNS = ["Job", "Submitted", "Waited", "Runs since", "Ended", "Polls", "Likely end"];

/** The times of the jobs in view, as a table. It is filled while it is open. */
export class TimesTable {
  #caption = element("caption", {});
  #body = element("tbody", {});
  node = /** @type {HTMLDetailsElement} */ (
    element(
      "details",
      { id: "timeline-table", ontoggle: () => this.#fill() },
      element("summary", {}, "The timeline as a table"),
      element(
        "div",
        { class: "table-frame", tabindex: 0, role: "group", "aria-label": "Times of the jobs in view" },
        element(
          "table",
          {},
          this.#caption,
          element("thead", {}, element("tr", {}, ...COLUMNS.map((title) => element("th", { scope: "col" }, title)))),
          this.#body,
        ),
      ),
    )
  );
  /** @type {{ rows: Logged[], now: number, part: { first: number, count: number } }} */
  #last = { rows: [], now: 0, part: { first: 0, count: 0 } };

  /**
   * @param {Logged[]} rows @param {number} now Milliseconds since 1970.
   * @param {{ first: number, count: number }} part Which of how many rows these are.
   */
  update(rows, now, part) {
    this.#last = { rows, now, part };
    this.#fill();
  }

  #fill() {
    if (!this.node.open) return;
    const { rows, now, part } = this.#last;
    const last = Math.min(part.count, part.first + rows.length);
    setText(
      this.#caption,
      rows.length < part.count
        ? `Rows ${part.first + 1} to ${last} of ${part.count}: those in view in the timeline`
        : counted(part.count, "job"),
    );
    rows.forEach((logged, at) => {
      const row =
        this.#body.children[at] ??
        this.#body.appendChild(
          element(
            "tr",
            {},
            ...COLUMNS.map((_, column) => element(column ? "td" : "th", column ? {} : { scope: "row" })),
          ),
        );
      textsOf(logged, now).forEach((text, column) => setText(row.children[column], text));
    });
    while (this.#body.children.length > rows.length) this.#body.lastElementChild?.remove();
  }
}

/** @param {Logged} logged @param {number} now */
function textsOf(logged, now) {
  const { queuedSince, submittedAt, runningSince, endedAt, likely } = timesOf(logged, now);
  const time = (/** @type {number | undefined} */ at) => (at === undefined ? "" : timeOfDay(at));
  const begin = queuedSince ?? submittedAt ?? now;
  return [
    logged.name,
    submittedAt === undefined ? "waits for its turn" : timeOfDay(submittedAt),
    wait(Math.max(0, (runningSince ?? endedAt ?? now) - begin)),
    time(runningSince),
    time(endedAt),
    String(logged.job?.readings ?? 0),
    likely ? `in ${wait(Math.max(0, likely.from - now))} to ${wait(likely.to - now)}` : "",
  ];
}

/** @param {Element} node @param {string} text */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
