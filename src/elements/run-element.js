import { JobRun } from "./job-run.js";
import { ShadowElement } from "./shadow-element.js";

/** The interval in which clocks are updated. */
const TICK_MS = 250;

/** @typedef {import("../../dist/jobs.js").Job} Job */
/** @typedef {import("./elements.js").RunSettings} RunSettings */

/**
 * An element that starts or follows one job.
 *
 * @template {{ node: HTMLElement }} View
 * @extends {ShadowElement<View>}
 */
export class RunElement extends ShadowElement {
  /** @type {import("./elements.js").ExportJobElement["fetch"]} */
  #send;
  /** @type {import("./elements.js").Client | undefined} */
  #client;
  /** @type {JobRun | undefined} */
  #run;
  /** @type {RunSettings} */
  #settings = {};
  /** True if the run ended because the element was removed. */
  #endedByRemoval = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  get client() {
    return this.#client;
  }

  set client(client) {
    this.#client = client;
    this.update();
  }

  get fetch() {
    return this.#send;
  }

  set fetch(fetch) {
    this.#send = fetch;
  }

  /** The run that is shown. */
  get shownRun() {
    return this.#run;
  }

  /** The heading that the page gave the run. */
  get runTitle() {
    return this.#settings.title;
  }

  /** True if a job can be watched again. */
  get canFollow() {
    return Boolean(this.#settings.follow ?? this.#client);
  }

  /** @param {import("./job-run.js").Start} start @param {RunSettings} [settings] */
  run(start, settings = {}) {
    this.#run?.dispose();
    const run = new JobRun(start, { fetch: this.#send, startedAt: settings.startedAt });
    this.#run = run;
    this.#settings = settings;
    this.#endedByRemoval = false;
    run.addEventListener("job", () => this.#run === run && this.#report("job"));
    run.addEventListener("change", () => this.#run === run && this.#changed());
    this.#changed();
    run.go();
  }

  stop() {
    this.#run?.stop();
  }

  /** Forgets the run, and shows none. */
  clear() {
    this.#run?.dispose();
    this.#run = undefined;
    this.update();
  }

  /**
   * Follows a job.
   * @param {Job | string} job @param {RunSettings} [settings]
   */
  follow(job, settings = {}) {
    const follow = settings.follow ?? ((wanted, options) => this.#client?.follow(wanted, options));
    this.run((options) => /** @type {any} */ (follow(/** @type {Job} */ (job), options)), settings);
  }

  /** Follows the job of a run that has ended. */
  watchAgain() {
    const { job, startedAt } = this.#run ?? {};
    if (job) this.follow(job, { ...this.#settings, startedAt });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ticking = setInterval(() => this.#run && !this.#run.isOver && this.drawNow(), TICK_MS);
    if (this.#endedByRemoval && this.canFollow) this.watchAgain();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  removed() {
    this.#endedByRemoval = this.#run?.phase === "watching" || this.#run?.phase === "downloading";
    this.stop();
  }

  #changed() {
    // The element is drawn immediately, so that a listener finds what the event says.
    if (this.isConnected) this.drawNow();
    this.#report("change");
    if (this.#run?.isOver) this.#report("end");
  }

  /** @param {string} type */
  #report(type) {
    if (!this.#run) return;
    const { job, status, failure, result, phase } = this.#run;
    this.tell(type, { job, status, failure, result, phase });
  }
}
