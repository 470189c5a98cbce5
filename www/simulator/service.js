/**
 * The interface between a simulated service and the simulator.
 *
 * @typedef {object} World
 * @property {import("./clock.js").Clock} clock
 * @property {import("./ids.js").Random} random
 * @property {import("./credentials.js").Credentials} credentials
 * @property {number} pace A factor on every job's duration.
 * @property {Limits} limits
 * @property {import("./jobs.js").Jobs} jobs
 * @property {import("./rate-limit.js").RateLimit} rates
 * @property {import("./azure-language/resources.js").Resources} resources
 * @property {import("./azure-storage/accounts.js").Accounts} storage
 *
 * @typedef {object} Limits
 * @property {number} submissionsPerMinute Azure Language: POST requests to one origin, and PUT, PATCH and DELETE with
 *   them. The published limits name only POST. Not counting the others would be the worse guess.
 * @property {number} readsPerMinute Azure Language: GET requests to one origin.
 * @property {number} predictionsPerMinute Azure Language, the runtime: all requests to one origin.
 * @property {number} running AvePoint: export jobs that run at the same time.
 *
 * @typedef {"submit" | "status" | "result" | "read"} Place "read" is everything else that changes nothing.
 *
 * @typedef {object} Operation
 * @property {string} service
 * @property {Place | undefined} place undefined: the path is unknown.
 * @property {string} name A submission, its job's status and its result have the same name.
 * @property {boolean} hasJob Whether it starts or reads a job.
 * @typedef {import("./azure-language/refusal.js").Refusal} Refusal
 */

/**
 * @template {Operation} [T=any]
 * @typedef {object} Service
 * @property {string} id
 * @property {(arrival: import("./arrival.js").Arrival) => T | undefined} readOperation undefined: the URL is not this service's.
 * @property {(arrival: import("./arrival.js").Arrival, operation: T) => import("./job.js").Job | undefined} findJob
 * @property {(arrival: import("./arrival.js").Arrival, operation: T) => { answer: import("./answer.js").Answer, job?: import("./job.js").Job }} answer
 *   `job` is the job that the request started.
 * @property {(arrival: import("./arrival.js").Arrival, operation: T, refusal: Refusal) => import("./answer.js").Answer} refuse
 *   An error in the service's own words.
 * @property {(arrival: import("./arrival.js").Arrival, operation: T, job: import("./job.js").Job, word: string) => import("./answer.js").Answer | undefined} [answerWithWord]
 *   For services that are described as data: the answer in which the job has this word as its state.
 * @property {(word: string) => string | undefined} [meaningOf] For the same: what a word means.
 */

/**
 * The published limits: learn.microsoft.com's service limits for authoring, AvePoint's Insights Web API page.
 *
 * @type {Limits}
 */
export const publishedLimits = {
  submissionsPerMinute: 10,
  readsPerMinute: 100,
  predictionsPerMinute: 1000,
  running: 5,
};

/** @type {Limits} */
export const noLimits = {
  submissionsPerMinute: Infinity,
  readsPerMinute: Infinity,
  predictionsPerMinute: Infinity,
  running: Infinity,
};
