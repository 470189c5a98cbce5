import { create, fill } from "../create.js";
import { icon } from "../icon.js";

/** @typedef {import("../job-run.js").JobRun} JobRun */

/** Shows the three steps of every export, and the progress of a run. */
export class StepsView {
  node;
  #words;
  #shown = "";

  /** @param {import("../words.js").Words} words */
  constructor(words) {
    this.#words = words;
    this.node = create("ol", { class: "steps", part: "steps", "aria-label": words.texts.steps.name });
  }

  /** @param {JobRun | undefined} run */
  update(run) {
    const { texts } = this.#words;
    const { steps } = texts;
    const tones = tonesOf(run);
    const notes = [
      this.#submission(run),
      run?.job ? this.#words.count(texts.polls, run.polls) : texts.untilTheEnd,
      this.#file(run),
    ];
    const shown = [...tones, ...notes].join("|");
    if (shown === this.#shown) return;
    this.#shown = shown;
    fill(
      this.node,
      ...[steps.submit, steps.follow, steps.collect].map((title, index) => {
        const tone = tones[index];
        return create(
          "li",
          { class: tone, "aria-current": (tone === "active" || tone === "bad") && "step" },
          icon(tone),
          create("span", { class: "step" }, title, create("span", { class: "unseen" }, `, ${texts.tones[tone]}:`)),
          create("span", { class: "faint" }, notes[index]),
        );
      }),
    );
  }

  /** @param {JobRun | undefined} run */
  #submission(run) {
    const { texts } = this.#words;
    if (!run) return texts.aRequest;
    if (run.submittedWith) return `HTTP ${run.submittedWith}`;
    return run.job ? texts.doneBefore : "";
  }

  /** @param {JobRun | undefined} run */
  #file(run) {
    if (run?.result) return this.#words.size(run.result.size);
    const { receivedBytes = 0, totalBytes } = run?.download ?? {};
    if (run?.large) return this.#words.size(totalBytes ?? receivedBytes);
    return run?.phase === "downloading" ? this.#words.size(receivedBytes) : this.#words.texts.theFile;
  }
}

/** @param {JobRun | undefined} run @returns {import("../icon.js").Tone[]} */
function tonesOf(run) {
  if (!run) return ["idle", "idle", "idle"];
  const phases = ["submitting", "watching", "downloading"];
  const reached = run.phase === "finished" ? 3 : phases.indexOf(run.failedPhase ?? run.phase);
  const ended = run.status?.state === "partiallyCompleted" ? "warn" : "good";
  return phases.map((_, index) => {
    if (index < reached) return index === 1 ? ended : "good";
    if (index > reached) return "idle";
    return run.phase === "failed" ? "bad" : run.phase === "stopped" ? "idle" : "active";
  });
}
