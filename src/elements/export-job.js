import { RunElement } from "./run-element.js";
import { JobView } from "./job/job-view.js";
import jobSheet from "./sheets/job.css";

/** @typedef {import("../../dist/jobs.js").Job} Job */
/** @typedef {import("../../dist/jobs.js").JobPoller} JobPoller */

/**
 * `<export-job>`: shows one export job, from its submission to its file.
 *
 * @extends {RunElement<JobView>}
 */
export class ExportJobElement extends RunElement {
  static observedAttributes = ["label", "heading-level", "lang"];

  /** The job that the page set and that is not followed yet. @type {Job | string | undefined} */
  #wanted;
  /** The job that the page set: its URL, or its JSON. */
  #followed = "";
  /** @type {JobPoller | undefined} */
  #poller;
  /** @type {JobView | undefined} */
  #shown;

  constructor() {
    super(jobSheet);
  }

  get job() {
    return this.shownRun?.job ?? (typeof this.#wanted === "object" ? this.#wanted : undefined);
  }

  set job(job) {
    const named = (typeof job === "string" ? job : job?.url) ?? "";
    if (named === this.#followed || (named && named === this.shownRun?.job?.url)) return;
    this.#followed = named;
    this.#wanted = /** @type {Job | string | undefined} */ (job ?? undefined);
    if (named) this.update();
    else this.clear();
  }

  get poller() {
    return this.#poller;
  }

  set poller(poller) {
    if (poller === this.#poller) return;
    this.#poller = poller;
    if (poller) this.run(() => poller, { follow: () => poller });
    else this.clear();
  }

  /** @param {import("./job-run.js").Start} start @param {import("./elements.js").RunSettings} [settings] */
  run(start, settings) {
    this.#wanted = undefined;
    this.#followed = "";
    super.run(start, settings);
  }

  /** Moves the focus to the heading. */
  focus() {
    this.drawNow();
    this.#shown?.focus();
  }

  /** @param {import("./words.js").Words} words */
  createView(words) {
    return (this.#shown = new JobView(words, { stop: () => this.stop(), watchAgain: () => this.watchAgain() }));
  }

  /** @param {JobView} view */
  updateView(view) {
    const wanted = this.#wanted;
    // The page may set the job and the client in any order. The job is followed when both are set.
    if (wanted && this.client) {
      const followed = this.#followed;
      this.follow(wanted);
      this.#followed = followed;
      return;
    }
    view.update({
      run: this.shownRun,
      title: this.#title(view.words),
      level: this.getAttribute("heading-level") ?? "",
      canFollow: this.canFollow,
    });
  }

  /** @param {import("./words.js").Words} words */
  #title(words) {
    const title = this.runTitle ?? this.label;
    if (title) return title;
    const { job } = this;
    if (job?.operation === "export" && job.project) return words.say(words.texts.exportOf, { project: job.project });
    return this.shownRun ? words.texts.exportJob : words.texts.noJob;
  }
}
