import { create } from "../create.js";
import { JobRow, stateOf } from "./job-row.js";

/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */
/** @typedef {import("../words.js").Words} Words */

/** A sorted table of the board's jobs. Each row is created once. */
export class JobsTable {
  node;
  #words;
  #actions;
  #body = create("tbody");
  /** @type {Map<string, JobRow>} */
  #rows = new Map();
  /** The column by which the rows are sorted; 0 for the order in which the jobs were added. */
  #column = -1;
  #isDown = false;
  /** @type {BoardJob[]} */
  #jobs = [];

  /** @param {Words} words @param {import("./job-row.js").Actions} actions */
  constructor(words, actions) {
    const { texts } = words;
    this.#words = words;
    this.#actions = actions;
    const heads = [texts.job, texts.state, texts.age, texts.nextPoll, texts.readings].map((title, column) =>
      create(
        "th",
        { scope: "col", class: column > 1 && "number" },
        create("button", { type: "button", onclick: () => this.#sortBy(column, heads) }, title),
      ),
    );
    this.node = create(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": texts.table },
      create(
        "table",
        { class: "jobs", part: "table" },
        create(
          "thead",
          {},
          create(
            "tr",
            {},
            ...heads,
            create("th", { scope: "col" }, create("span", { class: "unseen" }, texts.actions)),
          ),
        ),
        this.#body,
      ),
    );
  }

  /** @param {BoardJob[]} jobs */
  update(jobs) {
    this.#jobs = jobs;
    const left = new Set(this.#rows.keys());
    this.#sorted(jobs).forEach((job, at) => {
      const { url } = job.job;
      left.delete(url);
      let row = this.#rows.get(url);
      if (!row) this.#rows.set(url, (row = new JobRow(this.#words, job, this.#actions)));
      row.update(job);
      if (this.#body.children[at] !== row.node) this.#body.insertBefore(row.node, this.#body.children[at] ?? null);
    });
    for (const url of left) {
      this.#rows.get(url)?.node.remove();
      this.#rows.delete(url);
    }
  }

  /** @param {number} column @param {Element[]} heads */
  #sortBy(column, heads) {
    this.#isDown = this.#column === column && !this.#isDown;
    this.#column = column;
    heads.forEach((head, at) => (head.ariaSort = at === column ? (this.#isDown ? "descending" : "ascending") : null));
    this.update(this.#jobs);
  }

  /** @param {BoardJob[]} jobs */
  #sorted(jobs) {
    const column = this.#column;
    if (column < 0) return jobs;
    const direction = this.#isDown ? -1 : 1;
    const keys = new Map(jobs.map((job) => [job, this.#keyOf(job)[column]]));
    return [...jobs].sort((a, b) => {
      const [x, y] = [/** @type {any} */ (keys.get(a)), /** @type {any} */ (keys.get(b))];
      return (x < y ? -1 : x > y ? 1 : 0) * direction;
    });
  }

  /**
   * Returns the values by which the columns are sorted.
   * @param {BoardJob} job
   */
  #keyOf(job) {
    const { service, operation, project = "", id } = job.job;
    return [
      `${service} ${operation} ${project} ${id}`,
      stateOf(this.#words, job).title,
      job.ageMs,
      job.isDone ? Infinity : (job.nextPollInMs ?? 0),
      job.readings,
    ];
  }
}
