/**
 * One job of either service: plain data plus the time decide what it says, so that it can be stored and read back.
 *
 * @typedef {"notStarted" | "running" | "cancelling" | "succeeded" | "partiallyCompleted" | "failed" | "cancelled"} State
 * @typedef {{ state: State, from: number }} Phase
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {string} service
 * @property {string} operation
 * @property {string[]} origins The origins that know the job: the one it was submitted to, and those a fault sends it to.
 * @property {number} createdAt
 * @property {number} expiresAt
 * @property {Phase[]} phases In order; the last one whose time has come is what the job is.
 * @property {object[]} [errors]
 * @property {object[]} [warnings]
 * @property {string} [spelling] A fault's other spelling of the final state.
 * @property {string} [resultOrigin] A fault's other origin for the result.
 * @property {boolean} [versionlessUrls] A fault: URLs without api-version.
 * @property {boolean} [settled] Only of a job whose success changes something: whether it has.
 * @property {Record<string, any>} content What the job's service needs to make the result.
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
 * @param {Phase["state"][]} states What it goes through at its end, one after the other.
 * @param {{ at?: number, apartMs?: number }} [when] `at`: the end comes now, and not in the job's own time.
 */
export function endAs(job, states, { at, apartMs = 0 } = {}) {
  const end = at ?? Math.max(...job.phases.map(({ from }) => from));
  job.phases = [
    ...job.phases.filter(({ state, from }) => !isFinal(state) && from < end),
    ...states.map((state, index) => ({ state, from: end + index * apartMs })),
  ];
}
