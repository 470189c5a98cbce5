import { element } from "../element.js";

const ROW = 32;
/** Browsers draw at most some 16 million pixels. A longer table scrolls in larger steps. */
const TALLEST = 8_000_000;
const BLOCK = 100;
const MOST_BLOCKS = 40;
/** Columns with sentences. The others have a word or two. */
const WIDE = [
  "Text",
  "Location",
  "Questions",
  "Answer",
  "Description",
  "Components",
  "Value",
  "Labels",
  "Here",
  "There",
];

/** A table of any length. Only the rows in view are in the document, and only they are requested. */
export class VirtualTable {
  #body = element("div", { class: "virtual-body", role: "rowgroup" });
  #head = element("div", { class: "virtual-head", role: "row", "aria-rowindex": 1 });
  /**
   * Blocks of rows. A block that is being loaded is undefined.
   * @type {Map<number, any[][] | undefined>}
   */
  #blocks = new Map();
  /** @type {(start: number, end: number) => Promise<any[][]>} */
  #fetch = async () => [];
  #length = 0;
  #columns = 0;
  #first = 0;
  /** The scroll position that the table set itself, whose event is ignored. */
  #own = -1;
  #version = 0;

  /** @param {HTMLElement} place @param {string} label */
  constructor(place, label) {
    this.node = /** @type {HTMLElement} */ (
      element(
        "div",
        { class: "virtual", role: "table", "aria-label": label, tabindex: 0 },
        element("div", { role: "rowgroup" }, this.#head),
        this.#body,
      )
    );
    this.node.addEventListener("scroll", () => this.#scrolled());
    this.node.addEventListener("keydown", (event) => this.#pressed(event));
    new ResizeObserver(() => this.#draw()).observe(this.node);
    place.replaceChildren(this.node);
  }

  /**
   * Shows other rows.
   * @param {{ length: number, columns: string[], fetch: (start: number, end: number) => Promise<any[][]> }} content
   */
  show({ length, columns, fetch }) {
    this.#version++;
    this.#blocks.clear();
    [this.#length, this.#columns, this.#fetch, this.#first] = [length, columns.length, fetch, 0];
    const wide = columns.map((title) => WIDE.includes(title));
    this.node.style.setProperty(
      "--columns",
      wide.map((isWide) => (isWide ? "minmax(11rem, 3fr)" : "minmax(6rem, 1fr)")).join(" "),
    );
    this.node.style.setProperty("--least", `${wide.reduce((sum, isWide) => sum + (isWide ? 11 : 6), 4.5)}rem`);
    this.node.setAttribute("aria-rowcount", String(length + 1));
    this.#head.replaceChildren(...["#", ...columns].map((title) => element("span", { role: "columnheader" }, title)));
    this.#body.style.height = `${Math.min(length * ROW, TALLEST)}px`;
    this.#body.replaceChildren();
    this.#own = this.node.scrollTop = 0;
    this.#draw();
  }

  get #inView() {
    return Math.max(1, Math.floor((this.node.clientHeight - ROW) / ROW));
  }

  get #last() {
    return Math.max(0, this.#length - this.#inView);
  }

  get #isScaled() {
    return this.#length * ROW > TALLEST;
  }

  #scrolled() {
    const top = this.node.scrollTop;
    if (Math.abs(top - this.#own) < 1) return;
    this.#own = -1;
    const reach = Math.max(1, this.node.scrollHeight - this.node.clientHeight);
    this.#first = this.#isScaled ? Math.round((top / reach) * this.#last) : Math.floor(top / ROW);
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const page = this.#inView - 1;
    const steps = /** @type {Record<string, number>} */ ({
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    });
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#first = Math.min(this.#last, Math.max(0, this.#first + step));
    const reach = Math.max(1, this.node.scrollHeight - this.node.clientHeight);
    this.node.scrollTop = this.#isScaled
      ? (this.#first / Math.max(1, this.#last)) * reach
      : this.#first === this.#last
        ? reach
        : this.#first * ROW;
    this.#own = this.node.scrollTop;
    this.#draw();
  }

  #draw() {
    const start = Math.max(0, Math.min(this.#first, this.#last) - 3);
    const end = Math.min(this.#length, this.#first + this.#inView + 5);
    // The position of the first row in view: its own, or the scroll position of a longer table.
    const offset = this.#isScaled
      ? this.node.scrollTop -
        this.#first * ROW -
        (this.#first === this.#last ? ROW - ((this.node.clientHeight - ROW) % ROW) : 0)
      : 0;
    const rows = [];
    for (let at = start; at < end; at++) {
      const cells = this.#row(at) ?? [at + 1, ...Array(this.#columns).fill("…")];
      const row = element(
        "div",
        { class: "virtual-row", role: "row", "aria-rowindex": at + 2 },
        ...cells.map((text) => element("span", { role: "cell", title: String(text) }, String(text))),
      );
      row.style.top = `${at * ROW + offset}px`;
      rows.push(row);
    }
    this.#body.replaceChildren(...rows);
  }

  /** @param {number} at */
  #row(at) {
    const block = Math.floor(at / BLOCK);
    if (!this.#blocks.has(block)) this.#load(block);
    return this.#blocks.get(block)?.[at % BLOCK];
  }

  /** @param {number} block */
  async #load(block) {
    const version = this.#version;
    this.#blocks.set(block, undefined);
    for (const [oldest] of this.#blocks) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    try {
      const rows = await this.#fetch(block * BLOCK, Math.min(this.#length, (block + 1) * BLOCK));
      if (version !== this.#version) return;
      this.#blocks.set(block, rows);
      this.#draw();
    } catch {
      // The block is requested again when it is in view.
      this.#blocks.delete(block);
    }
  }
}
