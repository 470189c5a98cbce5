import { isWorthDownloadingAgain, isWorthWatchingAgain } from "./advice.js";
import { copyButton, element, facts } from "./element.js";
import { ExchangeView } from "./exchange-view.js";
import { failureView, serviceErrors } from "./failure-view.js";
import { icon } from "./icon.js";
import { JobRun } from "./job-run.js";
import { resultView } from "./result-view.js";
import { Steps } from "./steps.js";
import { announcement, headline } from "./telling.js";
import { counted, date, size, span, wait } from "./words.js";

/** How often the clocks are updated. */
const TICK_MS = 250;
/** How many exchanges the history shows. */
const MOST_EXCHANGES = 300;

/** @param {string} file */
const sheet = (file) => element("link", { rel: "stylesheet", href: new URL(file, import.meta.url).href });

/**
 * `<export-job>`: shows one export job, from its submission to its file.
 *
 * ```js
 * view.run((options) => client.start(client.exportRequest("MyProject"), options), { title: "Export of MyProject" });
 * view.run((options) => client.follow(job, options));
 * ```
 *
 * `run` takes a function that gets `{ fetch, signal }` and returns a `JobPoller`. If its options have `follow(job,
 * options)`, the view offers to watch again after a stop or a failure. Set `fetch` to use another one than the
 * page's. The element dispatches `job`, `change` and `end`, whose `detail` is `{ job, status, failure, result, phase
 * }`. Its colours are the custom properties in theme.css, which can be set on the element.
 */
export class ExportJob extends HTMLElement {
  /**
   * The `fetch` of all later runs.
   * @type {((request: Request) => Promise<Response>) | undefined}
   */
  fetch;
  /** @type {JobRun | undefined} */
  #run;
  /** @type {{ title?: string, follow?: (job: any, options: any) => any }} */
  #options = {};
  #ticking = 0;
  /** @type {Map<object, ExchangeView>} */
  #exchanges = new Map();
  /** @type {string | undefined} */
  #shown;
  #announced = "";
  #polls = 0;

  #title = element("h2", { tabindex: -1, id: "title" }, "No job yet");
  #state = element("p", { class: "state" });
  #steps = new Steps();
  #elapsed = element("dd", { class: "elapsed" });
  #next = element("dd", { class: "next" });
  #count = element("dd", { class: "polls" });
  #clocks = element(
    "dl",
    { class: "clocks" },
    ...[
      ["Elapsed", this.#elapsed],
      ["Next poll", this.#next],
      ["Polls", this.#count],
    ].map(([term, value]) => element("div", {}, element("dt", {}, /** @type {string} */ (term)), value)),
  );
  #trouble = element("div", { class: "trouble" });
  #pollNow = element("button", { type: "button", onclick: () => this.#run?.pollNow() }, "Poll now");
  #stop = element("button", { type: "button", onclick: () => this.stop() }, "Stop watching");
  #again = element("button", { type: "button", onclick: () => this.#watchAgain() }, "Watch again");
  #bar = element("progress", { "aria-label": "Download" });
  #bytes = element("span", { class: "bytes" });
  #download = element("p", { class: "download" }, this.#bar, this.#bytes);
  #outcome = element("div", { class: "outcome" });
  #about = element("div", { class: "about" });
  #history = element("ol", { class: "exchanges" });
  #historyTitle = element("summary");
  #historyPart = element("details", { class: "history" }, this.#historyTitle, this.#history);
  #live = element("p", { role: "status", class: "unseen" });

  constructor() {
    super();
    const body = element(
      "section",
      { class: "job", "aria-labelledby": "title", hidden: true },
      element("header", {}, this.#title, this.#state),
      this.#steps.node,
      this.#clocks,
      this.#trouble,
      element("p", { class: "actions" }, this.#pollNow, this.#stop, this.#again),
      this.#download,
      this.#outcome,
      this.#about,
      this.#historyPart,
      this.#live,
    );
    const sheets = ["../theme.css", "export-job.css"].map(sheet);
    // Hidden until its styles are loaded. Without styles it is plain, but usable.
    Promise.all(
      sheets.map(
        (link) => new Promise((resolve) => ["load", "error"].forEach((type) => link.addEventListener(type, resolve))),
      ),
    ).then(() => (body.hidden = false));
    this.attachShadow({ mode: "open" }).append(...sheets, body);
    this.#update();
  }

  connectedCallback() {
    this.#ticking = window.setInterval(() => this.#run && !this.#run.isOver && this.#update(), TICK_MS);
  }

  disconnectedCallback() {
    window.clearInterval(this.#ticking);
    this.stop();
  }

  /** The shown job. */
  get job() {
    return this.#run?.job;
  }

  /**
   * @param {import("./job-run.js").Start} start
   * @param {{ title?: string, startedAt?: number, follow?: (job: any, options: any) => any }} [options] `startedAt` in milliseconds since the epoch.
   */
  run(start, options = {}) {
    this.#run?.dispose();
    const run = new JobRun(start, { fetch: this.fetch, startedAt: options.startedAt });
    this.#run = run;
    this.#options = options;
    this.#exchanges.clear();
    this.#history.replaceChildren();
    this.#polls = 0;
    const isShown = (/** @type {() => void} */ update) => () => this.#run === run && update();
    run.addEventListener(
      "job",
      isShown(() => this.#tell("job")),
    );
    run.addEventListener(
      "change",
      isShown(() => this.#changed()),
    );
    run.log.addEventListener(
      "change",
      (event) => this.#run === run && this.#record(/** @type {CustomEvent} */ (event).detail),
    );
    this.#changed();
    run.go();
  }

  /** Stops watching. The job goes on at the service. */
  stop() {
    this.#run?.stop();
  }

  /** Moves the focus to the title, once a job runs. */
  focusTitle() {
    this.#title.focus({ preventScroll: true });
    this.scrollIntoView({
      block: "nearest",
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  }

  #watchAgain() {
    const { job, startedAt } = /** @type {JobRun} */ (this.#run);
    const { follow, title } = this.#options;
    if (!follow) return;
    this.run((options) => follow(job, options), { title, startedAt, follow });
    this.focusTitle();
  }

  #changed() {
    this.#update();
    this.#tell("change");
    if (this.#run?.isOver) this.#tell("end");
  }

  /** @param {string} type */
  #tell(type) {
    const { job, status, failure, result, phase } = /** @type {JobRun} */ (this.#run);
    this.dispatchEvent(new CustomEvent(type, { detail: { job, status, failure, result, phase } }));
  }

  /** @param {import("./exchange-log.js").Exchange} exchange */
  #record(exchange) {
    const known = this.#exchanges.get(exchange);
    if (known) return known.update();
    if (exchange.purpose === "poll") this.#polls += 1;
    const title =
      exchange.purpose === "poll" ? `Poll ${this.#polls}` : exchange.purpose === "result" ? "Result" : "Submission";
    const view = new ExchangeView(exchange, title);
    this.#exchanges.set(exchange, view);
    this.#history.append(view.node);
    if (this.#history.children.length > MOST_EXCHANGES) this.#history.children[0].remove();
    this.#update();
  }

  #update() {
    const run = this.#run;
    const { text, tone, says } = headline(run);
    const body = /** @type {HTMLElement} */ (this.#live.parentElement);
    body.dataset.phase = run?.phase ?? "idle";
    body.dataset.tone = tone;
    this.#title.textContent = run ? (this.#options.title ?? "Export job") : "No job yet";
    if (this.#state.dataset.text !== text + says) {
      this.#state.dataset.text = text + says;
      this.#state.replaceChildren(
        element("span", { class: "word" }, icon(tone), element("strong", {}, text)),
        ...(says ? [element("span", { class: "says" }, "the service says ", element("code", {}, says))] : []),
      );
    }
    this.#steps.update(run, this.#polls);
    const focused = this.shadowRoot?.activeElement;
    this.#updateClocks(run);
    this.#updateTrouble(run);
    this.#pollNow.hidden = run?.phase !== "watching";
    this.#stop.hidden = !run || run.isOver;
    this.#again.hidden = !(run?.phase === "stopped" && run.job && this.#options.follow);
    if (focused instanceof HTMLElement && focused.hidden) (this.#again.hidden ? this.#title : this.#again).focus();
    this.#updateDownload(run);
    this.#updateOutcome(run);
    this.#historyPart.hidden = !run;
    this.#historyTitle.textContent = `History: ${counted(this.#exchanges.size, "request")}`;
    const news = announcement(run);
    if (news !== this.#announced) this.#live.textContent = this.#announced = news;
  }

  /** @param {JobRun | undefined} run */
  #updateClocks(run) {
    this.#clocks.hidden = !run;
    if (!run) return;
    const next = run.nextPollInMs;
    this.#elapsed.textContent = span((run.endedAt ?? Date.now()) - run.startedAt);
    this.#next.textContent =
      run.phase === "watching" ? (next === undefined ? "now" : `in ${wait(Math.max(next, 1000))}`) : "–";
    this.#count.textContent = String(this.#polls);
  }

  /** @param {JobRun | undefined} run */
  #updateTrouble(run) {
    const failure = run?.lastFailure;
    const asked = run?.phase === "watching" && !failure ? run.status?.retryAfterMs : undefined;
    const text = failure
      ? `The last poll failed: ${failure.message}`
      : asked
        ? `The service asks to wait ${wait(asked)} before the next poll.`
        : "";
    if (this.#trouble.dataset.text === text) return;
    this.#trouble.dataset.text = text;
    const note = failure
      ? [element("p", {}, text), element("p", {}, "The job itself goes on. The module asks again by itself.")]
      : [element("p", {}, text)];
    this.#trouble.replaceChildren(
      ...(text
        ? [
            element(
              "div",
              { class: `note ${failure ? "warn" : "active"}` },
              icon(failure ? "warn" : "active"),
              element("div", {}, ...note),
            ),
          ]
        : []),
    );
  }

  /** @param {JobRun | undefined} run */
  #updateDownload(run) {
    this.#download.hidden = run?.phase !== "downloading";
    if (this.#download.hidden) return;
    const { receivedBytes = 0, totalBytes } = run?.download ?? {};
    if (totalBytes) {
      this.#bar.setAttribute("max", String(totalBytes));
      this.#bar.setAttribute("value", String(receivedBytes));
    } else {
      this.#bar.removeAttribute("value");
    }
    this.#bytes.textContent = totalBytes ? `${size(receivedBytes)} of ${size(totalBytes)}` : size(receivedBytes);
  }

  /**
   * Draws the outcome once.
   * @param {JobRun | undefined} run
   */
  #updateOutcome(run) {
    const shown = run ? `${run.phase} ${run.startedAt} ${run.job?.id} ${run.status?.expiresAt}` : "";
    if (shown === this.#shown) return;
    this.#shown = shown;
    const parts = run
      ? [this.#failure(run), this.#partly(run), run.result && resultView(run.result)]
      : [introduction()];
    this.#outcome.replaceChildren(...parts.filter((part) => part instanceof Node));
    this.#about.replaceChildren(...(run?.job ? [this.#jobFacts(run.job, run.status)] : []));
  }

  /** @param {JobRun} run */
  #failure(run) {
    if (run.phase === "stopped") {
      const text = run.job
        ? "The job goes on at the service. Watch it again whenever you like, here or on another page: its address is all that is needed."
        : "The submission may have arrived all the same. Look for the job at the service before you start another one.";
      return element("div", { class: "note idle" }, icon("idle"), element("div", {}, element("p", {}, text)));
    }
    if (run.phase !== "failed") return undefined;
    const isDownload = run.failedPhase === "downloading";
    const actions = [
      isDownload &&
        isWorthDownloadingAgain(run.failure) &&
        element("button", { type: "button", onclick: () => this.#collectAgain(run) }, "Download again"),
      !isDownload &&
        run.job &&
        this.#options.follow &&
        isWorthWatchingAgain(run.failure) &&
        element("button", { type: "button", onclick: () => this.#watchAgain() }, "Watch again"),
    ];
    return failureView(run.failure, {
      phase: run.failedPhase,
      actions: actions.filter((action) => action instanceof Node),
    });
  }

  /** @param {JobRun} run */
  #collectAgain(run) {
    this.focusTitle();
    run.collectAgain();
  }

  /**
   * Draws the service's errors and warnings of a job that succeeded.
   * @param {JobRun} run
   */
  #partly(run) {
    const { status } = run;
    if (
      run.phase !== "finished" ||
      !status ||
      !(status.errors.length || status.warnings.length || status.state === "partiallyCompleted")
    )
      return undefined;
    return element(
      "div",
      { class: "note warn" },
      icon("warn"),
      element(
        "div",
        {},
        element("h3", {}, "Not everything is in the file"),
        element(
          "p",
          {},
          "The service completed the job in part. Look at what it says, and export again if what is missing matters.",
        ),
        serviceErrors("Warnings", status.warnings, 4),
        serviceErrors("Errors", status.errors, 4),
      ),
    );
  }

  /** @param {import("./job-run.js").Job} job @param {import("../../dist/jobs.js").JobStatus | undefined} status */
  #jobFacts(job, status) {
    return element(
      "details",
      {},
      element("summary", {}, "About this job"),
      facts([
        ["Job id", element("code", {}, job.id)],
        ["Project", job.project],
        ["Service", job.service],
        ["Job URL", element("code", {}, job.url)],
        ["Created", status?.createdAt && date(status.createdAt)],
        ["Kept until", status?.expiresAt && date(status.expiresAt)],
      ]),
      element(
        "p",
        { class: "faint" },
        "This is all that is needed to find the job again, on any page. There is no secret in it.",
      ),
      element(
        "p",
        { class: "actions" },
        copyButton("Copy job JSON", () => JSON.stringify(job)),
        copyButton("Copy job URL", () => job.url),
      ),
    );
  }
}

function introduction() {
  return element(
    "p",
    { class: "introduction" },
    "Start an export, or follow a job that you have. Every reading of the service, and every request behind it, will show here.",
  );
}

customElements.define("export-job", ExportJob);
