import { element } from "../element.js";
import { span, stateWords, wait } from "../words.js";

/** @typedef {{ focus(url: string): void, cancel(url: string): void, remove(url: string): void }} Actions */

/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */

/**
 * The value by which a column is sorted.
 * @type {Record<string, (job: BoardJob) => string | number>}
 */
const keys = {
  job: ({ job }) => `${job.service} ${job.operation} ${job.project ?? ""} ${job.id}`,
  state: (job) => stateOf(job).title,
  age: ({ ageMs }) => ageMs,
  next: ({ nextPollInMs, isDone }) => (isDone ? Infinity : (nextPollInMs ?? 0)),
  polls: ({ readings }) => readings,
};

/** @param {BoardJob} job */
function stateOf({ status, isDone, error }) {
  const state = status?.state;
  if (isDone && error && state !== "failed" && state !== "cancelled")
    return { title: error.code === "timeout" ? "Given up on" : "Lost", tone: "bad" };
  return (state && stateWords[state]) ?? { title: "Not polled yet", tone: "idle" };
}

/** A sorted table of the board's jobs. Each row is created once. */
export class JobsTable {
  #body;
  #actions;
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #sort = { by: "", down: false };
  /** @type {BoardJob[]} */
  #jobs = [];

  /** @param {HTMLTableElement} table @param {Actions} actions */
  constructor(table, actions) {
    this.#body = table.tBodies[0];
    this.#actions = actions;
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (table.querySelectorAll("[data-sort]"))) {
      button.addEventListener("click", () => {
        const by = button.dataset.sort ?? "";
        this.#sort = { by, down: this.#sort.by === by && !this.#sort.down };
        for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
        button.closest("th")?.setAttribute("aria-sort", this.#sort.down ? "descending" : "ascending");
        this.show(this.#jobs);
      });
    }
  }

  /** @param {BoardJob[]} jobs */
  show(jobs) {
    this.#jobs = jobs;
    const { by, down } = this.#sort;
    const key = keys[by];
    const sorted = key
      ? [...jobs].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (down ? -1 : 1))
      : jobs;
    const left = new Set(this.#rows.keys());
    sorted.forEach((job, at) => {
      const { url } = job.job;
      left.delete(url);
      let row = this.#rows.get(url);
      if (!row) this.#rows.set(url, (row = new Row(job, this.#actions)));
      row.show(job);
      if (this.#body.children[at] !== row.element)
        this.#body.insertBefore(row.element, this.#body.children[at] ?? null);
    });
    for (const url of left) {
      this.#rows.get(url)?.element.remove();
      this.#rows.delete(url);
    }
  }
}

class Row {
  /** @param {BoardJob} job @param {Actions} actions */
  constructor({ job }, actions) {
    const { url, service, operation, project, id } = job;
    const name = `${operation} ${project ?? id}`;
    const button = (/** @type {string} */ label, /** @type {(url: string) => void} */ action) =>
      /** @type {HTMLButtonElement} */ (
        element(
          "button",
          { type: "button", class: "quiet", "aria-label": `${label}: ${name}`, onclick: () => action(url) },
          label,
        )
      );
    this.state = element("span", { class: "state" });
    this.age = element("td", { class: "amount" });
    this.next = element("td", { class: "amount" });
    this.polls = element("td", { class: "amount" });
    this.focus = button("First", actions.focus);
    this.cancel = button("Cancel", actions.cancel);
    this.cancel.hidden = operation !== "train";
    this.remove = button("Remove", actions.remove);
    this.element = element(
      "tr",
      { "data-url": url },
      element("td", {}, element("strong", {}, name), element("span", { class: "service" }, service)),
      element("td", {}, this.state),
      this.age,
      this.next,
      this.polls,
      element("td", { class: "row-actions" }, this.focus, this.cancel, this.remove),
    );
  }

  /** @param {BoardJob} job */
  show(job) {
    const { status, isDone, error, lastFailure, ageMs, nextPollInMs, remainingMs, isPolling, isFocused, readings } =
      job;
    const { title, tone } = stateOf(job);
    const percent = status?.percentComplete;
    const left = remainingMs ? `, about ${wait(remainingMs)} left` : "";
    const more = isDone
      ? error?.message
      : lastFailure
        ? `${lastFailure.message} It will be polled again.`
        : percent === undefined
          ? ""
          : `${Math.floor(percent)} %${left}`;
    const text = `${title}${more && !isDone ? ` · ${more}` : ""}`;
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.title = isDone ? (more ?? "") : "";
    this.state.dataset.tone = tone;
    this.element.toggleAttribute("data-done", isDone);
    this.age.textContent = isDone ? "" : span(ageMs);
    this.next.textContent = isDone
      ? ""
      : isPolling
        ? "now"
        : nextPollInMs === undefined
          ? "paused"
          : nextPollInMs === 0
            ? "in its turn"
            : wait(nextPollInMs);
    this.polls.textContent = String(readings);
    this.focus.hidden = this.cancel.disabled = isDone;
    this.focus.setAttribute("aria-pressed", String(isFocused));
  }
}
