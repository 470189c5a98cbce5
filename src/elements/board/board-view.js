import { button, create, fill, setText } from "../create.js";
import { saveFile } from "../save-file.js";
import { failureView } from "../job/failure-view.js";
import { BudgetView } from "./budget-view.js";
import { HistoryView } from "./history-view.js";
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
  #notify;
  /** What ended lately. Screen readers hear it. */
  #news = create("p", { class: "faint", role: "status" });

  /** @param {Words} words @param {() => void} changed Called when an action has changed something. */
  constructor(words, changed) {
    const { texts } = words;
    this.words = words;
    const attempt = (/** @type {(board: JobBoard) => unknown} */ action) => () => this.#attempt(action, changed);
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
      save: (url) => attempt((board) => save(board, url))(),
    });
    this.#history = new HistoryView(words, {
      save: (job) => attempt((board) => save(board, job))(),
      forget: (job) => attempt((board) => board.forget(job))(),
    });
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
      this.#history.node,
      create("slot"),
    );
  }

  /** @param {JobBoard | undefined} board @param {string} label @param {string} level The level of the heading. */
  update(board, label, level) {
    const words = this.words;
    const { texts } = words;
    this.#board = board;
    const jobs = board?.jobs() ?? [];
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
    this.#table.update(jobs);
    this.#table.node.hidden = jobs.length === 0;
    this.#notify.hidden = !board;
    this.#notify.ariaPressed = String(Boolean(board && stops.has(board)));
    this.#history.update(board);
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
   * Tells that a job has ended or was removed.
   * @param {import("../../../dist/board.js").BoardChange} change
   */
  tell({ type, job }) {
    if (type === "ended" && job) setText(this.#news, `${nameOf(job)}: ${stateOf(this.words, job).title}`);
    if (type === "ended" || type === "removed") this.#history.read();
  }

  /**
   * Starts or stops telling the user of jobs that ended while nobody looked. Must be called on a click.
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

  /** @param {(board: JobBoard) => unknown} action @param {() => void} changed */
  async #attempt(action, changed) {
    if (!this.#board) return;
    fill(this.#failure);
    try {
      await action(this.#board);
    } catch (error) {
      fill(this.#failure, failureView(this.words, error, undefined));
    }
    changed();
    this.#history.read();
  }
}

/**
 * What ends the news of a board, for the boards that tell them.
 * @type {WeakMap<JobBoard, () => void>}
 */
const stops = new WeakMap();

/**
 * Fetches the result of a job, and saves it as a download.
 * @param {JobBoard} board @param {BoardJob | string} job
 */
async function save(board, job) {
  const result = await board.result(job);
  saveFile(result);
  result.free();
}

/** @param {JobBoard} board */
function removeEnded(board) {
  for (const job of board.jobs()) if (job.isDone) board.remove(job);
}
