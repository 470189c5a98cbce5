import { element } from "../element.js";
import { stateWords } from "../words.js";
import { nameOf } from "./job-log.js";

/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */

const STATES = [
  ["", "All states"],
  ["going", "Going on"],
  ["ended", "Ended"],
  ["unread", "Not polled yet"],
  ...Object.entries(stateWords).map(([state, { title }]) => [state, title]),
];
const GROUPS = [
  ["", "No groups"],
  ["service", "Service"],
  ["state", "State"],
];

/** @param {BoardJob} job */
const stateOf = ({ status }) => status?.state ?? "unread";

/**
 * Returns the name of a job's group, by the chosen property.
 * @type {Record<string, (job: BoardJob) => string>}
 */
const groupOf = {
  service: ({ job }) => job.service,
  state: (job) => stateWords[stateOf(job)]?.title ?? "Not polled yet",
};

/** The controls for which jobs are shown, and how they are grouped. */
export class JobFilter {
  #text;
  #state;
  #service = /** @type {HTMLSelectElement} */ (element("select", {}, element("option", { value: "" }, "All services")));
  #group;
  #count = element("p", { class: "hint" });
  #news = element("p", { class: "unseen", role: "status" });
  #services = new Set();
  #chosen = { text: "", state: "", service: "" };

  /** @param {() => void} changed Called when the user changes a control. */
  constructor(changed) {
    const select = (/** @type {string[][]} */ options) =>
      /** @type {HTMLSelectElement} */ (
        element("select", {}, ...options.map(([value, title]) => element("option", { value }, title)))
      );
    this.#text = /** @type {HTMLInputElement} */ (element("input", { type: "search", autocomplete: "off" }));
    this.#state = select(STATES);
    this.#group = select(GROUPS);
    const field = (/** @type {string} */ title, /** @type {Element} */ control) => {
      control.id = `filter-${title.split(" ")[0].toLowerCase()}`;
      return element("div", { class: "field" }, element("label", { for: control.id }, title), control);
    };
    this.node = element(
      "div",
      {
        class: "filter",
        role: "search",
        "aria-label": "Filter the jobs",
        oninput: () => {
          this.#chosen = {
            text: this.#text.value.trim().toLowerCase(),
            state: this.#state.value,
            service: this.#service.value,
          };
          changed();
          this.#news.textContent = this.#count.textContent;
        },
      },
      field("Find", this.#text),
      field("State", this.#state),
      field("Service", this.#service),
      field("Groups in the table", this.#group),
      this.#count,
      this.#news,
    );
  }

  /**
   * Returns whether a job is shown.
   * @param {{ name: string, job?: BoardJob }} logged
   */
  matches({ name, job }) {
    const { text, state, service } = this.#chosen;
    if (text && !`${name} ${job?.job.id}`.toLowerCase().includes(text)) return false;
    if (!job) return !service && (!state || state === "going");
    if (service && job.job.service !== service) return false;
    if (state === "going" || state === "ended") return job.isDone === (state === "ended");
    return !state || stateOf(job) === state;
  }

  /**
   * Returns the rows of the table.
   * @param {BoardJob[]} jobs @returns {(BoardJob | string)[]}
   */
  arrange = (jobs) => {
    const shown = jobs.filter((job) => this.matches({ name: nameOf(job), job }));
    const group = groupOf[this.#group.value];
    if (!group) return shown;
    return [...Map.groupBy(shown, group)]
      .sort(([a], [b]) => a.localeCompare(b))
      .flatMap(([name, some]) => [`${name} (${some.length})`, ...some]);
  };

  /**
   * Lists the services of these jobs as choices, and shows how many jobs are visible.
   * @param {BoardJob[]} jobs @param {number} shown
   */
  update(jobs, shown) {
    for (const { job } of jobs) {
      if (this.#services.has(job.service)) continue;
      this.#services.add(job.service);
      this.#service.append(element("option", { value: job.service }, job.service));
    }
    this.#count.textContent = shown === jobs.length ? "" : `${shown} of ${jobs.length} jobs are shown.`;
  }
}
