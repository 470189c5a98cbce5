import { create, fill, setText } from "./create.js";
import { headline, announcement } from "./job/headline.js";
import { adviceFor } from "./job/failure-view.js";
import { icon } from "./icon.js";
import { RunElement } from "./run-element.js";
import { fileNameOf, saveFile } from "./save-file.js";
import buttonSheet from "./sheets/button.css";

/** @typedef {import("./job-run.js").JobRun} JobRun */
/** @typedef {import("./words.js").Words} Words */

/**
 * `<export-button>`: a button that starts an export, becomes its progress, and saves the file at the end.
 *
 * @extends {RunElement<ButtonView>}
 */
export class ExportButtonElement extends RunElement {
  static observedAttributes = ["disabled", "lang"];

  /** @type {import("./elements.js").ExportButtonElement["request"]} */
  request;

  constructor() {
    super(buttonSheet);
  }

  get job() {
    return this.shownRun?.job;
  }

  get disabled() {
    return this.hasAttribute("disabled");
  }

  set disabled(disabled) {
    this.toggleAttribute("disabled", Boolean(disabled));
  }

  /** @param {Words} words */
  createView(words) {
    return new ButtonView(words, () => this.#press());
  }

  /** @param {ButtonView} view */
  updateView(view) {
    view.update(this.shownRun, this.disabled);
  }

  /** Starts an export, or saves its file. */
  #press() {
    const run = this.shownRun;
    if (this.disabled || (run && !run.isOver)) return;
    const { phase, result, large, job } = run ?? {};
    if (result) return saveFile(result);
    if (large && job) return void run?.saveLarge(fileNameOf(job));
    // A job that continues at the service is followed, not started again.
    if (phase === "stopped" && job && this.canFollow) return this.watchAgain();
    const { client, request } = this;
    if (!client || !request) return;
    this.run((options) => client.start(typeof request === "function" ? request() : request, options));
  }
}

/** Shows a button in one language. */
class ButtonView {
  node;
  #words;
  #button;
  #icon = create("span", { class: "mark" });
  #idle = create("slot");
  #text = create("span", { class: "text" });
  #bar;
  #message = create("span", { class: "message", part: "message", id: "message" });
  #live = create("span", { role: "status", class: "unseen" });
  #tone = "";

  /** @param {Words} words @param {() => void} press */
  constructor(words, press) {
    this.#words = words;
    this.#idle.append(words.texts.start);
    this.#bar = create("progress", { part: "progress", "aria-label": words.texts.exporting, max: 100 });
    this.#button = create(
      "button",
      { type: "button", part: "button", class: "primary", "aria-describedby": "message", onclick: press },
      this.#icon,
      this.#idle,
      this.#text,
    );
    this.node = create("span", {}, this.#button, this.#bar, this.#message, this.#live);
  }

  /** @param {JobRun | undefined} run @param {boolean} disabled */
  update(run, disabled) {
    const words = this.#words;
    const { text, tone } = headline(words, run);
    const isBusy = run !== undefined && !run.isOver;
    this.node.dataset.phase = run?.phase ?? "idle";
    this.node.className = `export ${tone}`;
    this.#button.disabled = disabled;
    // A button whose job is running keeps the focus, so it is not disabled.
    this.#button.ariaDisabled = isBusy ? "true" : null;
    if (this.#tone !== tone) {
      this.#tone = tone;
      fill(this.#icon, tone !== "idle" && icon(tone));
    }
    this.#idle.hidden = run !== undefined;
    setText(this.#text, run ? this.#label(run, text) : "");
    this.#bar.hidden = !isBusy;
    const value = percentOf(run);
    if (value === undefined) this.#bar.removeAttribute("value");
    else this.#bar.value = value;
    const failed = run?.phase === "failed" && adviceFor(words, run.failure, run.failedPhase);
    setText(this.#message, failed ? words.sentences(failed.title, failed.advice) : "");
    const news = announcement(words, run);
    setText(this.#live, news);
  }

  /** @param {JobRun} run @param {string} text The state of the job. */
  #label(run, text) {
    const words = this.#words;
    const { texts } = words;
    const percent = percentOf(run);
    if (run.large === "written" || run.result || run.large === "offered") return texts.save;
    if (run.phase === "failed") return texts.tryAgain;
    if (run.phase === "stopped") return run.job ? texts.watchAgain : texts.tryAgain;
    return percent === undefined || run.phase === "finished" ? text : `${text} ${words.percent(percent)}`;
  }
}

/** @param {JobRun | undefined} run */
function percentOf(run) {
  const { receivedBytes = 0, totalBytes } = run?.download ?? {};
  if (run?.phase === "downloading") return totalBytes ? (receivedBytes / totalBytes) * 100 : undefined;
  return run?.status?.percentComplete;
}
