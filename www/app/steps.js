import { element } from "./element.js";
import { icon } from "./icon.js";
import { counted, size } from "./words.js";

/** @typedef {import("./job-run.js").JobRun} JobRun */
/** @typedef {import("./words.js").Tone} Tone */

const titles = ["Submit", "Follow", "Collect"];
const words = { idle: "to come", active: "under way", good: "done", warn: "done in part", bad: "failed" };

/** Shows the three steps of every export, and the progress of a run. */
export class Steps {
  node = element("ol", { class: "steps", "aria-label": "Steps" });
  #shown = "";

  /** @param {JobRun | undefined} run @param {number} polls */
  update(run, polls) {
    const tones = tonesOf(run);
    const notes = [submission(run), run?.job ? counted(polls, "poll") : "until the job has ended", file(run)];
    const shown = [...tones, ...notes].join("|");
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.node.replaceChildren(
      ...titles.map((title, index) => {
        const isCurrent = tones[index] === "active" || tones[index] === "bad";
        return element(
          "li",
          { class: tones[index], "aria-current": isCurrent && "step" },
          icon(tones[index]),
          element("span", { class: "step" }, title, element("span", { class: "unseen" }, `, ${words[tones[index]]}:`)),
          element("span", { class: "faint" }, notes[index]),
        );
      }),
    );
  }
}

/** @param {JobRun | undefined} run @returns {Tone[]} */
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

/** @param {JobRun | undefined} run */
function submission(run) {
  if (!run) return "the request for an export";
  const [first] = run.log.entries;
  if (run.job && first?.purpose !== "submission") return "was done before";
  return first?.status ? `HTTP ${first.status}` : "";
}

/** @param {JobRun | undefined} run */
function file(run) {
  if (run?.result) return size(run.result.size);
  return run?.phase === "downloading" ? size(run.download?.receivedBytes ?? 0) : "the file";
}
