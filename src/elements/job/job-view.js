import { button, create, fill, setText } from "../create.js";
import { icon } from "../icon.js";
import { fileNameOf } from "../save-file.js";
import { aboutView } from "./about-view.js";
import { failureView, note, serviceErrors } from "./failure-view.js";
import { announcement, headline } from "./headline.js";
import { fileView, resultView } from "./result-view.js";
import { StepsView } from "./steps-view.js";

/** @typedef {import("../job-run.js").JobRun} JobRun */

/** Failures after which watching the same job again cannot succeed. */
const FINAL = ["jobFailed", "jobCancelled", "expired", "notFound", "foreignOrigin", "invalidArgument"];
/** Failures after which the same download cannot succeed. */
const FINAL_DOWNLOADS = ["expired", "foreignOrigin", "invalidArgument"];

/**
 * @typedef {object} Shown The content of a view.
 * @property {JobRun | undefined} run
 * @property {string} title
 * @property {string} level The level of the heading.
 * @property {boolean} canFollow
 */

/** Shows one job in one language. */
export class JobView {
  node;
  words;
  #actions;
  #title = create("h2", { tabindex: -1, id: "title", part: "heading" });
  #state = create("p", { class: "state", part: "state" });
  #steps;
  #elapsed = create("dd", { class: "elapsed" });
  #next = create("dd", { class: "next" });
  #count = create("dd", { class: "polls" });
  #clocks;
  #trouble = create("div", { class: "trouble" });
  #pollNow;
  #stop;
  #again;
  #bar;
  #bytes = create("span", { class: "bytes" });
  #download;
  #outcome = create("div", { class: "stack" });
  #about = create("div", { class: "about" });
  #live = create("p", { role: "status", class: "unseen" });
  #shownState = "";
  #shownTrouble = "";
  #shownOutcome = "none";
  #announced = "";
  /** @type {JobRun | undefined} */
  #shownRun;

  /**
   * @param {import("../words.js").Words} words
   * @param {{ stop: () => void, watchAgain: () => void }} actions
   */
  constructor(words, actions) {
    const { texts } = words;
    this.words = words;
    this.#actions = actions;
    this.#steps = new StepsView(words);
    this.#clocks = create(
      "dl",
      { class: "clocks numbers", part: "clocks" },
      ...[
        create("div", {}, create("dt", {}, texts.elapsed), this.#elapsed),
        create("div", {}, create("dt", {}, texts.nextPoll), this.#next),
        create("div", {}, create("dt", {}, texts.pollCount), this.#count),
      ],
    );
    this.#pollNow = button("poll", texts.pollNow, () => this.#shownRun?.pollNow());
    this.#stop = button("stop", texts.stop, actions.stop);
    this.#again = button("again", texts.watchAgain, () => this.#watchAgain());
    this.#bar = create("progress", { "aria-label": texts.download, part: "progress" });
    this.#download = create("p", { class: "download" }, this.#bar, this.#bytes);
    this.node = create(
      "section",
      { part: "job", "aria-labelledby": "title" },
      create("header", {}, this.#title, this.#state),
      this.#steps.node,
      this.#clocks,
      this.#trouble,
      create("p", { class: "actions" }, this.#pollNow, this.#stop, this.#again, moreActions()),
      this.#download,
      this.#outcome,
      this.#about,
      create("slot"),
      this.#live,
    );
  }

  /** Moves the focus to the heading. */
  focus() {
    this.#title.focus({ preventScroll: true });
  }

  /** @param {Shown} shown */
  update({ run, title, level, canFollow }) {
    const words = this.words;
    this.#shownRun = run;
    const { text, tone, says } = headline(words, run);
    this.node.dataset.phase = run?.phase ?? "idle";
    this.node.className = `job stack ${tone}`;
    setText(this.#title, title);
    if (level) this.#title.ariaLevel = level;
    if (this.#shownState !== text + says) {
      this.#shownState = text + says;
      const word = create("code", {}, says);
      fill(
        this.#state,
        create("span", { class: "word" }, icon(tone), create("strong", {}, text)),
        says && create("span", { class: "faint" }, ...words.parts(words.texts.says, { word })),
      );
    }
    this.#steps.update(run);
    const root = this.node.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : undefined;
    this.#updateClocks(run);
    this.#updateTrouble(run);
    this.#pollNow.hidden = run?.phase !== "watching";
    this.#stop.hidden = !run || run.isOver;
    this.#again.hidden = !(run?.phase === "stopped" && run.job && canFollow);
    if (focused instanceof HTMLElement && focused.hidden) (this.#again.hidden ? this.#title : this.#again).focus();
    this.#updateDownload(run);
    this.#updateOutcome(run, canFollow);
    const news = announcement(words, run);
    if (news !== this.#announced) this.#live.textContent = this.#announced = news;
  }

  #watchAgain() {
    this.#actions.watchAgain();
    this.focus();
  }

  /** @param {JobRun | undefined} run */
  #updateClocks(run) {
    this.#clocks.hidden = !run;
    if (!run) return;
    const words = this.words;
    const { texts } = words;
    const next = run.nextPollInMs;
    setText(this.#elapsed, words.span((run.endedAt ?? Date.now()) - run.startedAt));
    setText(
      this.#next,
      run.phase !== "watching"
        ? "–"
        : next === undefined
          ? texts.now
          : words.say(texts.in, { wait: words.wait(Math.max(next, 1000)) }),
    );
    setText(this.#count, words.number(run.polls));
  }

  /** @param {JobRun | undefined} run */
  #updateTrouble(run) {
    const words = this.words;
    const { texts } = words;
    const failure = run?.lastFailure;
    const asked = run?.phase === "watching" && !failure ? run.status?.retryAfterMs : undefined;
    const text = failure
      ? words.say(texts.pollFailed, { message: failure.message })
      : asked
        ? words.say(texts.asksToWait, { wait: words.wait(asked) })
        : "";
    if (this.#shownTrouble === text) return;
    this.#shownTrouble = text;
    fill(
      this.#trouble,
      text && note(failure ? "warn" : "active", create("p", {}, text), failure && create("p", {}, texts.jobGoesOn)),
    );
  }

  /** @param {JobRun | undefined} run */
  #updateDownload(run) {
    this.#download.hidden = run?.phase !== "downloading";
    if (this.#download.hidden) return;
    const words = this.words;
    const { receivedBytes = 0, totalBytes } = run?.download ?? {};
    if (totalBytes) {
      this.#bar.max = totalBytes;
      this.#bar.value = receivedBytes;
    } else {
      this.#bar.removeAttribute("value");
    }
    const received = words.size(receivedBytes);
    setText(
      this.#bytes,
      totalBytes ? words.say(words.texts.received, { received, total: words.size(totalBytes) }) : received,
    );
  }

  /**
   * Draws the outcome once.
   * @param {JobRun | undefined} run @param {boolean} canFollow
   */
  #updateOutcome(run, canFollow) {
    const { phase, startedAt, job, status, large } = run ?? {};
    const shown = run ? [phase, startedAt, job?.id, status?.expiresAt, large, canFollow].join() : "";
    if (shown === this.#shownOutcome) return;
    this.#shownOutcome = shown;
    fill(
      this.#outcome,
      ...(run
        ? [this.#stopped(run), this.#failure(run, canFollow), this.#partly(run), this.#result(run)]
        : [create("p", { class: "faint" }, create("slot", { name: "empty" }, this.words.texts.introduction))]),
    );
    fill(this.#about, job && aboutView(this.words, job, status));
  }

  /** @param {JobRun} run */
  #stopped({ phase, job }) {
    const { texts } = this.words;
    if (phase !== "stopped") return undefined;
    return note("idle", create("p", {}, job ? texts.stoppedWithJob : texts.stoppedWithoutJob));
  }

  /** @param {JobRun} run @param {boolean} canFollow */
  #failure(run, canFollow) {
    if (run.phase !== "failed") return undefined;
    const { texts } = this.words;
    const { failure, failedPhase, job, large } = run;
    const collectAgain = () => {
      this.focus();
      run.collectAgain();
    };
    /** @type {Node[]} */
    const actions = [];
    if (failedPhase === "downloading") {
      if (!large && !FINAL_DOWNLOADS.includes(failure?.code))
        actions.push(button("again", texts.downloadAgain, collectAgain));
    } else if (job && canFollow && !FINAL.includes(failure?.code)) {
      actions.push(button("again", texts.watchAgain, () => this.#watchAgain()));
    }
    return failureView(this.words, failure, failedPhase, ...actions);
  }

  /**
   * Draws the service's errors and warnings of a job that succeeded.
   * @param {JobRun} run
   */
  #partly({ phase, status }) {
    const { texts } = this.words;
    const { errors = [], warnings = [], state } = status ?? {};
    if (phase !== "finished" || !(errors.length || warnings.length || state === "partiallyCompleted")) return undefined;
    return note(
      "warn",
      create("h3", {}, texts.partlyTitle),
      create("p", {}, texts.partly),
      serviceErrors(texts.warnings, warnings),
      serviceErrors(texts.errors, errors),
    );
  }

  /** @param {JobRun} run */
  #result(run) {
    const words = this.words;
    const { texts } = words;
    const { result, large, job, download, savedAs } = run;
    if (result) return resultView(words, result);
    if (!large || large === "writing" || !job) return undefined;
    const name = fileNameOf(job);
    const save = () => run.saveLarge(name);
    return fileView(
      name,
      large === "written"
        ? words.say(texts.saved, { name: savedAs ?? name })
        : `${words.size(download?.totalBytes ?? 0)} · ${texts.large}`,
      false,
      large === "offered" && button("save", texts.save, save, "primary"),
    );
  }
}

/** Creates the slot for further buttons, which is marked while there are some. */
function moreActions() {
  const slot = create("slot", {
    name: "actions",
    onslotchange: () => slot.classList.toggle("filled", slot.assignedNodes().length > 0),
  });
  return slot;
}
