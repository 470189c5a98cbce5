import { BoardView } from "./board/board-view.js";
import { ShadowElement } from "./shadow-element.js";
import boardSheet from "./sheets/board.css";

/** @typedef {import("../../dist/board.js").JobBoard} JobBoard */

/** @typedef {import("../../dist/board.js").BoardJob} BoardJob */

/** The interval in which ages and waits are updated. */
const TICK_MS = 1000;
/** A board with more jobs than this is read once. After that, its changes say what is new. */
const MANY_JOBS = 200;

/**
 * `<export-board>`: shows many jobs.
 *
 * @extends {ShadowElement<BoardView>}
 */
export class ExportBoardElement extends ShadowElement {
  static observedAttributes = ["label", "heading-level", "lang"];

  /** @type {JobBoard | undefined} */
  #board;
  /** @type {import("./elements.js").Arrange | undefined} */
  #arrange;
  /**
   * The jobs by their URLs.
   * @type {Map<string, BoardJob>}
   */
  #jobs = new Map();
  /** @type {(() => void) | undefined} */
  #unsubscribe;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  #isFramePlanned = false;
  /** @type {BoardView | undefined} */
  #view;
  #onVisible = () => this.drawNow();

  constructor() {
    super(boardSheet);
  }

  get board() {
    return this.#board;
  }

  set board(board) {
    if (board === this.#board) return;
    this.#board = board;
    this.#listen();
  }

  get arrange() {
    return this.#arrange;
  }

  set arrange(arrange) {
    this.#arrange = arrange;
    this.update();
  }

  /** @param {import("./words.js").Words} words */
  createView(words) {
    return (this.#view = new BoardView(words, () => this.update()));
  }

  /** @param {BoardView} view */
  updateView(view) {
    if (this.#jobs.size < MANY_JOBS) this.#read();
    view.update(this, [...this.#jobs.values()]);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ticking = setInterval(() => document.visibilityState === "visible" && this.drawNow(), TICK_MS);
    document.addEventListener("visibilitychange", this.#onVisible);
    this.#listen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.#unsubscribe?.();
  }

  /** Listens to the board while the element is in a page. */
  #listen() {
    this.#unsubscribe?.();
    this.#unsubscribe = this.isConnected
      ? this.#board?.onChange((change) => {
          if (change.job) this.#jobs.set(change.url, change.job);
          else this.#jobs.delete(change.url);
          this.#drawInFrame();
          this.tell("change", change);
          if (change.type === "ended") this.tell("end", change);
          this.#view?.tell(change);
        })
      : undefined;
    const show = () => {
      this.#read();
      this.update();
    };
    show();
    this.#board?.ready().then(show);
  }

  #read() {
    this.#jobs = new Map(this.#board?.jobs().map((job) => [job.job.url, job]));
  }

  /** Draws once, however many changes come at once. */
  #drawInFrame() {
    if (this.#isFramePlanned) return;
    this.#isFramePlanned = true;
    requestAnimationFrame(() => {
      this.#isFramePlanned = false;
      if (this.isConnected) this.drawNow();
    });
  }
}
