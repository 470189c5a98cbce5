import { element } from "./element.js";
import { ExchangeLog } from "./exchange-log.js";
import { ExchangeView } from "./exchange-view.js";
import { counted } from "./words.js";

/** The number of exchanges that are shown. */
const MOST_EXCHANGES = 300;

/** @typedef {import("../../dist/elements.js").ExportJobDetail} ExportJobDetail */

/** The requests and answers of one run. They are a part of the page that is slotted into `<export-job>`. */
export class ExchangeHistory {
  #title = element("summary");
  #list = element("ol", { class: "exchanges" });
  node = element("details", { class: "history" }, this.#title, this.#list);
  /** @type {Map<object, ExchangeView>} */
  #views = new Map();
  #polls = 0;
  #log;
  /** @type {ExportJobDetail["status"]} */
  #status;

  /** @param {((request: Request) => Promise<Response>) | undefined} send */
  constructor(send) {
    this.#log = new ExchangeLog(send ?? ((request) => globalThis.fetch(request)));
    this.#log.addEventListener("change", (event) => this.#record(/** @type {CustomEvent} */ (event).detail));
    this.#count();
  }

  /** The `fetch` whose exchanges are shown. */
  get fetch() {
    return this.#log.fetch;
  }

  /** Forgets what was recorded, because the run begins again. */
  clear() {
    this.#views.clear();
    this.#list.replaceChildren();
    this.#polls = 0;
    this.#log.purpose = "submission";
    this.#count();
  }

  /**
   * Follows the run, whose events say what a request is for and how the module read its answer.
   * @param {ExportJobDetail} detail
   */
  update({ phase, status }) {
    if (phase === "watching") this.#log.purpose = "poll";
    if (phase === "downloading") this.#log.purpose = "result";
    if (status && status !== this.#status) this.#log.note(status.serviceState);
    this.#status = status;
  }

  /** @param {import("./exchange-log.js").Exchange} exchange */
  #record(exchange) {
    const known = this.#views.get(exchange);
    if (known) return known.update();
    if (exchange.purpose === "poll") this.#polls += 1;
    const title =
      exchange.purpose === "poll" ? `Poll ${this.#polls}` : exchange.purpose === "result" ? "Result" : "Submission";
    const view = new ExchangeView(exchange, title);
    this.#views.set(exchange, view);
    this.#list.append(view.node);
    if (this.#list.children.length > MOST_EXCHANGES) this.#list.children[0].remove();
    this.#count();
  }

  #count() {
    this.#title.textContent = `History: ${counted(this.#views.size, "request")}`;
  }
}
