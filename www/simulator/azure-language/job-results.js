import { hasResult, isFinal, phaseAt } from "../job.js";
import { dateOf } from "./dates.js";

/**
 * The members of the status of a training or an evaluation besides the job's state.
 *
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../job.js").State} State
 */

/** @param {Job} job @param {number} now */
export function trainingResult(job, now) {
  const { label, configVersion, mode, plan, family, generatesData } = job.content;
  const { state } = phaseAt(job, now);
  return {
    modelLabel: label,
    trainingConfigVersion: configVersion,
    ...(mode !== undefined && { trainingMode: mode }),
    ...(!isFinal(state) && { estimatedEndDateTime: dateOf(family)(plan.endAt) }),
    trainingStatus: part(job, now, plan.startAt, plan.evaluateAt),
    evaluationStatus: part(job, now, plan.evaluateAt, plan.endAt),
    // For conversations, in versions that can generate data. In a recording without data, it stays at its start.
    ...(family === "analyze-conversations" &&
      generatesData !== undefined && {
        dataGenerationStatus: generatesData
          ? part(job, now, plan.generateAt, plan.startAt)
          : { percentComplete: 0, status: "notStarted" },
      }),
  };
}

/** @param {Job} job @param {number} now */
export function evaluationResult(job, now) {
  const { label, configVersion, options, plan } = job.content;
  return {
    evaluationOptions: options,
    modelLabel: label,
    trainingConfigVersion: configVersion,
    percentComplete: part(job, now, plan.startAt, plan.endAt).percentComplete,
  };
}

/**
 * Returns one of the parts of a job.
 * @param {Job} job @param {number} now @param {number} from @param {number} to
 */
function part(job, now, from, to) {
  const date = dateOf(job.content.family);
  const { state, from: since } = phaseAt(job, now);
  const startDateTime = date(from);
  if (hasResult(state))
    return { percentComplete: 100, startDateTime, endDateTime: date(Math.min(to, since)), status: "succeeded" };
  // A job that was ended early stays where it was.
  const at = isFinal(state) || state === "cancelling" ? since : now;
  if (at >= to && state !== "notStarted")
    return { percentComplete: 100, startDateTime, endDateTime: date(to), status: "succeeded" };
  if (at < from || state === "notStarted")
    return { percentComplete: 0, status: state === "failed" || state === "cancelled" ? state : "notStarted" };
  const percentComplete = Math.min(99, Math.floor((100 * (at - from)) / Math.max(1, to - from)));
  return {
    percentComplete,
    startDateTime,
    ...(isFinal(state) && { endDateTime: date(since) }),
    status: state,
  };
}
