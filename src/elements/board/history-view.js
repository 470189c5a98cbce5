import { button, create, fill } from "../create.js";
import { hasFile, nameOf, stateOf } from "./job-row.js";

/** @typedef {import("../../../dist/board.js").JobBoard} JobBoard */
/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */
/** @typedef {import("../words.js").Words} Words */

/** The jobs that have ended and are not on the board any more. Read when the user opens the list. */
export class HistoryView {
  node;
  #words;
  #actions;
  #list = create("ul");
  /** @type {JobBoard | undefined} */
  #board;
  #isReading = false;

  /** @param {Words} words @param {{ save: (job: BoardJob) => void, forget: (job: BoardJob) => void }} actions */
  constructor(words, actions) {
    this.#words = words;
    this.#actions = actions;
    this.node = create(
      "details",
      { class: "history", part: "history", ontoggle: () => this.read() },
      create("summary", {}, create("h3", {}, words.texts.history)),
      this.#list,
    );
  }

  /** @param {JobBoard | undefined} board */
  update(board) {
    this.node.hidden = !board;
    if (board === this.#board) return;
    this.#board = board;
    this.read();
  }

  /** Reads the history again, if it is open. */
  async read() {
    const board = this.#board;
    if (!board || !this.node.open || this.#isReading) return;
    this.#isReading = true;
    try {
      const here = new Set(board.jobs().map(({ job }) => job.url));
      const jobs = (await board.history()).filter(({ job }) => !here.has(job.url));
      fill(
        this.#list,
        ...(jobs.length ? jobs.map((job) => this.#row(job)) : [create("li", {}, this.#words.texts.noHistory)]),
      );
    } catch {
      // The board was closed.
    } finally {
      this.#isReading = false;
    }
  }

  /** @param {BoardJob} job */
  #row(job) {
    const words = this.#words;
    const { texts } = words;
    const { endedAt, resultBytes, error } = job;
    const { title, tone } = stateOf(words, job);
    const name = nameOf(job);
    const action = (/** @type {string} */ part, /** @type {string} */ label, /** @type {() => void} */ act) => {
      const node = button(part, label, act, "quiet");
      node.ariaLabel = words.say(texts.actionOn, { action: label, name });
      return node;
    };
    return create(
      "li",
      {},
      create(
        "span",
        {},
        create("strong", {}, create("bdi", {}, name)),
        " ",
        create("span", { class: `state ${tone}`, title: error?.message }, title),
        create(
          "span",
          { class: "faint" },
          [endedAt && words.date(endedAt), resultBytes && words.size(resultBytes)].filter(Boolean).join(" · "),
        ),
      ),
      create(
        "span",
        {},
        hasFile(job) && action("save", texts.save, () => this.#actions.save(job)),
        action("forget", texts.forget, () => this.#actions.forget(job)),
      ),
    );
  }
}
