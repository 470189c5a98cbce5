import { button, create, fill, setText } from "../create.js";
import { saveResult } from "../save-file.js";
import { failureView } from "../job/failure-view.js";
import { BudgetView } from "./budget-view.js";
import { nameOf, stateOf } from "./job-row.js";
import { JobsTable } from "./jobs-table.js";

/** @typedef {import("../../../dist/board.js").JobBoard} JobBoard */
/** @typedef {import("../words.js").Words} Words */

/**
 * @typedef {import("../../../dist/board.js").BoardJob} BoardJob
 * @typedef {import("../../../dist/board.js").BoardNews} News
 */

/** Shows a board in one language. */
export class BoardView {
  node;
  words;
  #changed;
  /** @type {JobBoard | undefined} */
  #board;
  #title = create("h2", { part: "heading", id: "title" });
  #role = create("dd", { class: "role" });
  #goingOn = create("dd", { class: "going-on" });
  #ended = create("dd", { class: "ended" });
  #alone = create("p", { class: "faint alone" });
  #pause;
  #clear;
  #failure = create("div", { class: "failure", role: "alert" });
  #limits;
  /** @type {Map<string, BudgetView>} */
  #budgets = new Map();
  #table;
  #empty;
  #history;
  #list = create("ul");
  #notify;
  /** The jobs that ended lately. Screen readers announce it. */
  #news = create("p", { class: "faint", role: "status" });

  /** @param {Words} words @param {() => void} changed Called when an action has changed something. */
  constructor(words, changed) {
    const { texts } = words;
    this.words = words;
    this.#changed = changed;
    const attempt = (/** @type {(board: JobBoard) => unknown} */ action) => () => this.#attempt(action);
    this.#pause = button(
      "pause",
      texts.pause,
      attempt((board) => (board.isPaused ? board.resume() : board.pause())),
    );
    this.#clear = button("clear", texts.clear, attempt(removeEnded));
    this.#table = new JobsTable(words, {
      focus: (url) => attempt((board) => board.focus(board.job(url)?.isFocused ? undefined : url))(),
      cancel: (url) => attempt((board) => board.cancel(url))(),
      remove: (url) => attempt((board) => board.remove(url))(),
      save: (url) => attempt((board) => saveResult(board, url))(),
      sort: changed,
    });
    this.#history = create(
      "details",
      { class: "history", part: "history", ontoggle: () => this.#readHistory() },
      create("summary", {}, create("h3", {}, texts.history)),
      this.#list,
    );
    this.#notify = button(
      "notify",
      texts.notify,
      attempt((board) => this.#toggleNews(board)),
    );
    const fact = (/** @type {string} */ term, /** @type {Node} */ value) =>
      create("div", {}, create("dt", {}, term), value);
    this.#limits = create(
      "details",
      { class: "limits", part: "limits", open: true },
      create("summary", {}, create("h3", {}, texts.limits)),
    );
    this.#empty = create("p", { class: "faint empty" }, create("slot", { name: "empty" }, texts.noJobs));
    this.node = create(
      "section",
      { class: "board stack", part: "board", "aria-labelledby": "title" },
      create(
        "header",
        { class: "stack" },
        this.#title,
        create(
          "dl",
          { class: "numbers" },
          fact(texts.thisTab, this.#role),
          fact(texts.goingOn, this.#goingOn),
          fact(texts.ended, this.#ended),
        ),
        create("p", { class: "actions" }, this.#pause, this.#clear, this.#notify, create("slot", { name: "actions" })),
      ),
      this.#alone,
      this.#failure,
      this.#news,
      this.#limits,
      this.#table.node,
      this.#empty,
      this.#history,
      create("slot"),
    );
  }

  /** @param {import("../elements.js").ExportBoardElement} element @param {BoardJob[]} jobs Those on its board. */
  update(element, jobs) {
    const { board, label } = element;
    const level = element.getAttribute("heading-level");
    const words = this.words;
    const { texts } = words;
    if (board !== this.#board) {
      this.#board = board;
      this.#readHistory();
    }
    const ended = jobs.filter(({ isDone }) => isDone).length;
    setText(this.#title, label || texts.board);
    if (level) this.#title.ariaLevel = level;
    setText(this.#role, board ? texts.roles[board.role] : "–");
    this.#role.dataset.role = board?.role;
    setText(this.#goingOn, words.number(jobs.length - ended));
    setText(this.#ended, words.number(ended));
    this.#alone.hidden = !board?.aloneBecause;
    setText(this.#alone, board?.aloneBecause ?? "");
    this.#pause.disabled = !board;
    this.#pause.ariaPressed = String(board?.isPaused ?? false);
    this.#clear.disabled = ended === 0;
    this.#empty.hidden = jobs.length > 0;
    this.#updateLimits(board?.budgets() ?? []);
    this.#table.update(jobs, element);
    this.#table.node.hidden = jobs.length === 0;
    this.#notify.hidden = !board;
    this.#notify.ariaPressed = String(Boolean(board && stops.has(board)));
    this.#history.hidden = !board;
  }

  /** @param {import("../../../dist/board.js").BudgetUse[]} budgets */
  #updateLimits(budgets) {
    this.#limits.hidden = budgets.length === 0;
    for (const budget of budgets) {
      const name = `${budget.origin} ${budget.api}`;
      let view = this.#budgets.get(name);
      if (!view) {
        this.#budgets.set(name, (view = new BudgetView(this.words, budget)));
        this.#limits.append(view.node);
      }
      view.update(budget);
    }
  }

  /**
   * Announces that a job has ended or was removed.
   * @param {import("../../../dist/board.js").BoardChange} change
   */
  tell({ type, job }) {
    if (type === "ended" && job) setText(this.#news, `${nameOf(job)}: ${stateOf(this.words, job).title}`);
    if (type === "ended" || type === "removed") this.#readHistory();
  }

  /**
   * Starts or stops notifying the user of jobs that ended while nobody looked. Must be called on a click.
   * @param {JobBoard} board
   */
  #toggleNews(board) {
    const stop = stops.get(board);
    stops.delete(board);
    if (stop) return stop();
    const { words } = this;
    /** @param {News} news */
    const text = ({ ready, failed }) =>
      [ready && words.count(words.texts.newsReady, ready), failed && words.count(words.texts.newsFailed, failed)]
        .filter(Boolean)
        .join(", ");
    const onNews = (/** @type {News} */ news) => setText(this.#news, text(news));
    stops.set(board, board.notify({ notifications: true, text, onNews }));
  }

  /** Reads the jobs that have ended, if their list is open. */
  #readHistory() {
    const board = this.#board;
    if (board && this.#history.open)
      import("./history-view.js").then(
        ({ showHistory }) => showHistory(this.#list, this.words, board, (action) => this.#attempt(action)),
        (error) => this.#show(error),
      );
  }

  /** @param {unknown} error */
  #show(error) {
    fill(this.#failure, failureView(this.words, error, undefined));
  }

  /** @param {(board: JobBoard) => unknown} action */
  async #attempt(action) {
    if (!this.#board) return;
    fill(this.#failure);
    try {
      await action(this.#board);
    } catch (error) {
      this.#show(error);
    }
    this.#changed();
    this.#readHistory();
  }
}

/**
 * The function that ends the news of a board, for each board that has news.
 * @type {WeakMap<JobBoard, () => void>}
 */
const stops = new WeakMap();

/** @param {JobBoard} board */
function removeEnded(board) {
  for (const job of board.jobs()) if (job.isDone) board.remove(job);
}
