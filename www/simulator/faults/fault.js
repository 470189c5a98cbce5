/**
 * A fault makes something go wrong on purpose. It does one of three things with a matching request: it answers
 * instead of the service, changes the job, or changes the service's answer.
 *
 * @typedef {import("../service.js").Place} Place
 *
 * @typedef {object} FaultParameter
 * @property {string} name
 * @property {"string" | "number" | "boolean"} type
 * @property {string | number | boolean} default
 * @property {string} description The description, with the unit.
 *
 * @typedef {object} FaultScene The request to which a fault happens.
 * @property {import("../arrival.js").Arrival} arrival
 * @property {import("../service.js").Operation} operation
 * @property {import("../service.js").Service} service
 * @property {Record<string, any>} parameters
 * @property {number} pace
 *
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} title
 * @property {string} description
 * @property {FaultParameter[]} parameters
 * @property {Partial<Record<"azure-language" | "avepoint" | "described", Place[]>>} on Where it can happen, by service.
 * "described" is every service that is described as data.
 * @property {("submit" | "read")[]} [beyondJobs] Where it can also happen to requests without a job, of every
 * service: to those that change something, and to those that only read.
 * @property {(scene: FaultScene) => import("../answer.js").Answer | Promise<import("../answer.js").Answer> |
 * undefined} [instead]
 *   Answers instead of the service, which does not see the request. Returns undefined to let the request through.
 * @property {(job: import("../job.js").Job, scene: FaultScene) => void} [shape] Changes the job that the request starts or asks for.
 * @property {(answer: import("../answer.js").Answer, scene: FaultScene) => import("../answer.js").Answer} [change]
 *   Changes an answer that is not an error.
 * @property {boolean} [changesErrors] `change` also changes errors.
 */

/** @type {Place[]} */
const everyPlace = ["submit", "status", "result"];

/** @type {Fault["beyondJobs"]} */
export const onAnyRequest = ["submit", "read"];

export const everywhere = { "azure-language": everyPlace, avepoint: everyPlace, described: everyPlace };

/** @param {Place[]} places @returns {Required<Fault["on"]>} */
export const onAll = (...places) => ({ "azure-language": places, avepoint: places, described: places });

/** @param {Place[]} places @returns {Fault["on"]} */
export const onAzure = (...places) => ({ "azure-language": places });

/** @param {Place[]} places @returns {Fault["on"]} */
export const onAvePoint = (...places) => ({ avepoint: places });

/** @param {Place[]} places @returns {Fault["on"]} */
export const onDescribed = (...places) => ({ described: places });

/**
 * Returns the body of a JSON answer.
 * @param {import("../answer.js").Answer} answer @returns {any}
 */
export const readJson = ({ body }) => JSON.parse(new TextDecoder().decode(body.slice()));

/** @param {string} name @param {string} fallback @param {string} description @returns {FaultParameter} */
export const text = (name, fallback, description) => ({ name, type: "string", default: fallback, description });

/** @param {string} name @param {number} fallback @param {string} description @returns {FaultParameter} */
export const number = (name, fallback, description) => ({ name, type: "number", default: fallback, description });

/**
 * A flag that is off by default.
 * @param {string} name @param {string} description @returns {FaultParameter}
 */
export const flag = (name, description) => ({ name, type: "boolean", default: false, description });
