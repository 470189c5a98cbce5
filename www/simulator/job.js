/**
 * A job of any service. Its plain data and the time decide its state, so it can be stored and restored.
 *
 * @typedef {"notStarted" | "running" | "cancelling" | "succeeded" | "partiallyCompleted" | "failed" | "cancelled"} State
 * @typedef {{ state: State, from: number }} Phase
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {string} service
 * @property {string} operation
 * @property {string[]} origins The origins that know the job: that of its submission, and those of a fault.
 * @property {number} createdAt
 * @property {number} expiresAt
 * @property {Phase[]} phases In order. The last one whose time has come is the state of the job.
 * @property {object[]} [errors]
 * @property {object[]} [warnings]
 * @property {string} [spelling] A fault's other spelling of the final state.
 * @property {string} [resultOrigin] A fault's other origin for the result.
 * @property {number} [revision] How often a fault has changed the file of the job.
 * @property {boolean} [versionlessUrls] Set by a fault: URLs have no api-version.
 * @property {boolean} [settled] For a job with an effect: whether it has been applied.
 * @property {Record<string, any>} content The data from which the job's service creates the result.
 */

/** @param {Job} job @param {number} now @returns {Phase} */
export const phaseAt = (job, now) => job.phases.filter(({ from }) => from <= now).at(-1) ?? job.phases[0];

/** @param {State} state */
export const isFinal = (state) => ["succeeded", "partiallyCompleted", "failed", "cancelled"].includes(state);

/** @param {State} state */
export const hasResult = (state) => state === "succeeded" || state === "partiallyCompleted";

/**
 * Changes how a job ends.
 *
 * @param {Job} job
 * @param {Phase["state"][]} states The states at its end, in order.
 * @param {{ at?: number, apartMs?: number }} [when] With `at`, the end comes at that time instead of the job's own.
 */
export function endAs(job, states, { at, apartMs = 0 } = {}) {
  const end = at ?? Math.max(...job.phases.map(({ from }) => from));
  job.phases = [
    ...job.phases.filter(({ state, from }) => !isFinal(state) && from < end),
    ...states.map((state, index) => ({ state, from: end + index * apartMs })),
  ];
}
