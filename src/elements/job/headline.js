import { adviceFor } from "./failure-view.js";

/** @typedef {import("../job-run.js").JobRun} JobRun */
/** @typedef {import("../words.js").Words} Words */

/**
 * The tone of each state of a job.
 * @type {Record<string, import("../icon.js").Tone>}
 */
export const tones = {
  notStarted: "active",
  running: "active",
  cancelling: "warn",
  succeeded: "good",
  partiallyCompleted: "warn",
  failed: "bad",
  retryable: "bad",
  cancelled: "bad",
  unknown: "warn",
};

/**
 * Returns the state of a job in a word or two.
 * @param {Words} words @param {JobRun | undefined} run
 * @returns {{ text: string, tone: import("../icon.js").Tone, says: string }}
 */
export function headline(words, run) {
  const { texts } = words;
  const { status, phase, failure, failedPhase } = run ?? {};
  const says = status?.serviceState ?? "";
  const state = status ? texts.states[status.state] : undefined;
  const tone = status ? tones[status.state] : "active";
  switch (phase) {
    case undefined:
      return { text: texts.ready, tone: "idle", says };
    case "submitting":
      return { text: texts.submitting, tone: "active", says };
    case "stopped":
      return { text: texts.stopped, tone: "idle", says };
    case "failed":
      if (failure?.code === "hiddenHeader") return { text: texts.hidden, tone: "bad", says };
      if (state && tone === "bad") return { text: state, tone, says };
      return { text: texts.failedPhases[/** @type {"watching"} */ (failedPhase)], tone: "bad", says };
    case "downloading":
      return { text: words.say(texts.collecting, { state: state ?? "" }), tone: "active", says };
  }
  return { text: state ?? texts.waiting, tone, says };
}

/**
 * Returns the text for screen readers: what changed, not the running clocks.
 * @param {Words} words @param {JobRun | undefined} run
 */
export function announcement(words, run) {
  if (!run) return "";
  const { texts } = words;
  const { text, says } = headline(words, run);
  if (run.phase === "failed") {
    const { title, message } = adviceFor(words, run.failure, run.failedPhase);
    return words.sentences(title, message);
  }
  if (run.phase === "finished" && run.result)
    return words.sentences(text, words.say(texts.fileIsHere, { name: run.result.suggestedName }));
  if (run.lastFailure) return texts.pollFailedShort;
  return run.status?.state === "unknown" ? `${text}: ${says}` : text;
}
