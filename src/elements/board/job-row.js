import { leavesFile } from "../leaves-file.js";
import { button, create, setText } from "../create.js";
import { tones } from "../job/headline.js";

/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */
/** @typedef {import("../words.js").Words} Words */

/**
 * @typedef {object} Actions The actions on a job, by its URL, and on the table.
 * @property {(url: string) => void} focus
 * @property {(url: string) => void} cancel
 * @property {(url: string) => void} remove
 * @property {(url: string) => void} save
 * @property {() => void} sort Called when the user has chosen another order.
 */

/**
 * Returns whether a job has left a file that the service still keeps.
 * @param {BoardJob} job
 */
export const hasFile = ({ job, isDone, status }) =>
  isDone &&
  leavesFile(job) &&
  ["succeeded", "partiallyCompleted"].includes(status?.state ?? "") &&
  !(Date.parse(status?.expiresAt ?? "") < Date.now());

/**
 * Returns a name for people.
 * @param {BoardJob} job
 */
export const nameOf = ({ job: { operation, project, id } }) => `${operation} ${project ?? id}`;

/**
 * Returns the state of a job on a board, in words.
 * @param {Words} words @param {BoardJob} job
 */
export function stateOf({ texts: { states } }, { status, isDone, error }) {
  const state = status?.state;
  if (isDone && error && !["failed", "retryable", "cancelled"].includes(state ?? ""))
    return { title: error.code === "timeout" ? states.givenUp : states.lost, tone: "bad" };
  return state ? { title: states[state], tone: tones[state] } : { title: states.unread, tone: "idle" };
}

/**
 * Returns the function that creates the buttons for a job. Their names for screen readers contain the job's name.
 * @param {Words} words @param {string} name
 */
export const actionsOn =
  (words, name) => (/** @type {string} */ part, /** @type {string} */ action, /** @type {() => void} */ act) => {
    const node = button(part, action, act, "quiet");
    node.ariaLabel = words.say(words.texts.actionOn, { action, name });
    return node;
  };

/** The row of a job. */
export class JobRow {
  node;
  #words;
  #state = create("span", { class: "state" });
  #age = amount();
  #next = amount();
  #readings = amount();
  #focus;
  #cancel;
  #save;

  /** @param {Words} words @param {BoardJob} job @param {Actions} actions */
  constructor(words, job, actions) {
    const { url, service, operation } = job.job;
    const { texts } = words;
    const name = nameOf(job);
    const action = actionsOn(words, name);
    this.#words = words;
    this.#save = action("save", texts.save, () => actions.save(url));
    this.#focus = action("first", texts.first, () => actions.focus(url));
    this.#cancel = action("cancel", texts.cancel, () => actions.cancel(url));
    this.#cancel.hidden = operation !== "train";
    this.node = create(
      "tr",
      { "data-url": url, part: "row" },
      create("td", {}, create("strong", {}, create("bdi", {}, name)), create("span", { class: "faint" }, service)),
      create("td", {}, this.#state),
      this.#age,
      this.#next,
      this.#readings,
      create(
        "td",
        { class: "number" },
        this.#save,
        this.#focus,
        this.#cancel,
        action("remove", texts.remove, () => actions.remove(url)),
      ),
    );
  }

  /** @param {BoardJob} job */
  update(job) {
    const words = this.#words;
    const { isDone, error, ageMs, isFocused, readings } = job;
    const { title, tone } = stateOf(words, job);
    const more = isDone ? "" : this.#more(job);
    setText(this.#state, more ? `${title} · ${more}` : title);
    this.#state.title = (isDone && error?.message) || "";
    this.#state.className = `state ${tone}`;
    this.node.toggleAttribute("data-done", isDone);
    setText(this.#age, isDone ? "" : words.span(ageMs));
    setText(this.#next, isDone ? "" : this.#nextPoll(job));
    setText(this.#readings, words.number(readings));
    this.#save.hidden = !hasFile(job);
    this.#focus.hidden = this.#cancel.disabled = isDone;
    this.#focus.ariaPressed = String(isFocused);
  }

  /** @param {BoardJob} job */
  #more({ lastFailure, status, remainingMs, likelyEnd }) {
    const words = this.#words;
    const { texts } = words;
    if (lastFailure) return words.say(texts.polledAgain, { message: lastFailure.message });
    const { fromMs = 0, toMs = 0 } = likelyEnd ?? {};
    const likely = toMs ? words.say(texts.likely, { from: words.wait(fromMs), to: words.wait(toMs) }) : "";
    if (status?.percentComplete === undefined) return likely;
    const percent = words.percent(status.percentComplete);
    return remainingMs ? words.say(texts.percentLeft, { percent, wait: words.wait(remainingMs) }) : percent;
  }

  /** @param {BoardJob} job */
  #nextPoll({ isPolling, nextPollInMs }) {
    const { texts } = this.#words;
    if (isPolling) return texts.now;
    if (nextPollInMs === undefined) return texts.paused;
    return nextPollInMs === 0 ? texts.inItsTurn : this.#words.wait(nextPollInMs);
  }
}

const amount = () => create("td", { class: "number" });
