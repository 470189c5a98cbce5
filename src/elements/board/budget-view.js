import { create, setText } from "../create.js";

/** @typedef {import("../../../dist/board.js").BudgetUse} BudgetUse */

/** The use of an API's limits at one origin. */
export class BudgetView {
  node;
  #words;
  #meter;
  #numbers = create("p", { class: "faint" });

  /** @param {import("../words.js").Words} words @param {BudgetUse} budget */
  constructor(words, { origin, api }) {
    const name = `${origin.replace(/^https?:\/\//, "")}, ${api}`;
    this.#words = words;
    this.#meter = create("meter", { "aria-label": name, min: 0, high: 0.8, optimum: 0 });
    this.node = create(
      "div",
      { part: "budget" },
      create("h4", {}, create("bdi", {}, name)),
      this.#meter,
      this.#numbers,
    );
  }

  /** @param {BudgetUse} budget */
  update({ reads, submissions, running, maxRunning, queued, heldForMs }) {
    const words = this.#words;
    const { texts } = words;
    const use = (/** @type {string} */ text, /** @type {number} */ used, /** @type {number} */ count) =>
      words.say(text, { used: words.number(used), count: words.number(count) });
    this.#meter.value = reads ? reads.used / reads.count : maxRunning ? running / maxRunning : 0;
    setText(
      this.#numbers,
      [
        reads && use(texts.reads, reads.used, reads.count),
        submissions && use(texts.submissions, submissions.used, submissions.count),
        maxRunning && use(texts.running, running, maxRunning),
        queued > 0 && words.count(texts.queued, queued),
        heldForMs > 0 && words.say(texts.heldFor, { wait: words.wait(heldForMs) }),
      ]
        .filter(Boolean)
        .join(" · "),
    );
  }
}
