import { adviseOn } from "./advice.js";
import { stateWords } from "./words.js";

/** @typedef {import("./job-run.js").JobRun} JobRun */

/** @type {Record<string, string>} */
const failedSteps = {
  submitting: "The submission failed",
  watching: "Following it failed",
  downloading: "Collecting the file failed",
};

/**
 * Returns the state of a job in a word or two.
 * @param {JobRun | undefined} run @returns {{ text: string, tone: import("./words.js").Tone, says: string }}
 */
export function headline(run) {
  const says = run?.status?.serviceState ?? "";
  const words = run?.status ? stateWords[run.status.state] : undefined;
  switch (run?.phase) {
    case undefined:
      return { text: "Ready", tone: "idle", says };
    case "submitting":
      return { text: "Submitting", tone: "active", says };
    case "stopped":
      return { text: "No longer watched", tone: "idle", says };
    case "failed":
      if (run.failure?.code === "hiddenHeader")
        return { text: "Started, but its address is hidden", tone: "bad", says };
      return { text: words?.tone === "bad" ? words.title : failedSteps[run.failedPhase ?? ""], tone: "bad", says };
    case "downloading":
      return { text: `${words?.title}, collecting the file`, tone: "active", says };
  }
  return { text: words?.title ?? "Waiting for the first reading", tone: words?.tone ?? "active", says };
}

/**
 * Returns the text for screen readers: what changed, not the running clocks.
 * @param {JobRun | undefined} run
 */
export function announcement(run) {
  if (!run) return "";
  const { text, says } = headline(run);
  if (run.phase === "failed") {
    const { title, message } = adviseOn(run.failure, run.failedPhase);
    return `${title}. ${message}`;
  }
  if (run.phase === "finished") return `${text}.${run.result ? ` The file ${run.result.suggestedName} is here.` : ""}`;
  if (run.lastFailure) return "The last poll failed. It will be repeated.";
  return run.status?.state === "unknown" ? `${text}: ${says}.` : `${text}.`;
}
