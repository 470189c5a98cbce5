import { BoardView } from "./board/board-view.js";
import { ShadowElement } from "./shadow-element.js";
import boardSheet from "./sheets/board.css";

/** @typedef {import("../../dist/board.js").JobBoard} JobBoard */

/** How often ages and waits are updated. */
const TICK_MS = 1000;

/**
 * `<export-board>`: shows many jobs.
 *
 * @extends {ShadowElement<BoardView>}
 */
export class ExportBoardElement extends ShadowElement {
  static observedAttributes = ["label", "heading-level", "lang"];

  /** @type {JobBoard | undefined} */
  #board;
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
    this.update();
  }

  /** @param {import("./words.js").Words} words */
  createView(words) {
    return (this.#view = new BoardView(words, () => this.update()));
  }

  /** @param {BoardView} view */
  updateView(view) {
    view.update(this.#board, this.label, this.getAttribute("heading-level") ?? "");
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
          this.#drawInFrame();
          this.tell("change", change);
          if (change.type === "ended") this.tell("end", change);
          this.#view?.tell(change);
        })
      : undefined;
    this.#board?.ready().then(() => this.update());
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
