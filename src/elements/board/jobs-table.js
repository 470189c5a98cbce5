import { create } from "../create.js";
import { JobRow, stateOf } from "./job-row.js";

/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */
/** @typedef {import("../../../dist/board.js").JobBoard} JobBoard */
/** @typedef {import("../words.js").Words} Words */

/** @typedef {import("../elements.js").Arrange} Arrange */
/** @typedef {{ node: HTMLElement, update?(job: any): void }} Row */

/** A table with more rows is long: the document has only the rows in view, and some above and below. */
const MANY = 200;
/** The number of rows of a long table in the document. Its sheet limits the view to 12. */
const ROWS = 40;

/** A sorted table of the board's jobs. Rows stay while they are in the document. */
export class JobsTable {
  node;
  #words;
  #actions;
  #table;
  #body = create("tbody");
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** The column by which the rows are sorted; -1 for the order in which the jobs were added. */
  #column = -1;
  #isDown = false;
  /** @type {JobBoard | undefined} */
  #board;
  /**
   * All rows: jobs, and headings of groups.
   * @type {(BoardJob | string)[]}
   */
  #all = [];

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
    this.#table = create(
      "table",
      { class: "jobs", part: "table" },
      create(
        "thead",
        {},
        create("tr", {}, ...heads, create("th", { scope: "col" }, create("span", { class: "unseen" }, texts.actions))),
      ),
      this.#body,
    );
    this.node = create(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": texts.table, onscroll: () => this.#draw() },
      this.#table,
    );
  }

  /** @param {BoardJob[]} jobs @param {{ board?: JobBoard, arrange?: Arrange }} element */
  update(jobs, { board, arrange }) {
    this.#board = board;
    const sorted = this.#sorted(jobs);
    this.#all = arrange?.(sorted) ?? sorted;
    this.#table.ariaRowCount = String(this.#all.length + 1);
    this.node.classList.toggle("many", this.#all.length > MANY);
    this.#draw();
  }

  /** Draws the rows in view, or all if there are few. */
  #draw() {
    const all = this.#all;
    const isLong = all.length > MANY;
    // All rows of a long table have the same height.
    const height = this.#body.rows[0]?.getBoundingClientRect().height || 56;
    const start = isLong ? Math.max(0, Math.min(all.length - ROWS, Math.floor(this.node.scrollTop / height) - 14)) : 0;
    const shown = isLong ? all.slice(start, start + ROWS) : all;
    // The margins keep the place of the other rows.
    this.#table.style.marginBlock = `${start * height}px ${(all.length - start - shown.length) * height}px`;
    const rows = new Map(
      shown.map((item) => {
        const name = typeof item === "string" ? item : item.job.url;
        return [name, this.#rows.get(name) ?? this.#rowOf(item)];
      }),
    );
    for (const [name, { node }] of this.#rows) {
      if (rows.has(name)) continue;
      // The keys keep scrolling the table.
      if (node.matches(":focus-within")) this.node.focus({ preventScroll: true });
      node.remove();
    }
    this.#rows = rows;
    [...rows].forEach(([name, row], at) => {
      const { node } = row;
      // The row gets the current ages and waits.
      row.update?.(this.#board?.job(name) ?? shown[at]);
      node.ariaRowIndex = String(start + at + 2);
      if (this.#body.children[at] !== node) this.#body.insertBefore(node, this.#body.children[at] ?? null);
    });
  }

  /** @param {BoardJob | string} item @returns {Row} */
  #rowOf(item) {
    if (typeof item !== "string") return new JobRow(this.#words, item, this.#actions);
    return { node: create("tr", {}, create("th", { scope: "rowgroup", colspan: 6 }, create("strong", {}, item))) };
  }

  /** @param {number} column @param {Element[]} heads */
  #sortBy(column, heads) {
    this.#isDown = this.#column === column && !this.#isDown;
    this.#column = column;
    heads.forEach((head, at) => (head.ariaSort = at === column ? (this.#isDown ? "descending" : "ascending") : null));
    this.#actions.sort();
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
      -(job.startedAt ?? 0),
      job.isDone ? Infinity : (job.nextPollInMs ?? 0),
      job.readings,
    ];
  }
}
