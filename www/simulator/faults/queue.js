import { operationNames as authoring } from "../azure-language/operations.js";
import { storageOperationNames } from "../azure-storage/routes.js";
import { faults } from "./catalogue.js";

const operationNames = [...authoring, ...storageOperationNames];

/**
 * @typedef {import("./fault.js").Fault} Fault
 * @typedef {import("../service.js").Operation} Operation
 *
 * @typedef {object} FaultOrder The fault's parameters are further members.
 * @property {string} fault
 * @property {"submit" | "status" | "result" | "read" | "any"} [on] "any" by default.
 * @property {string} [operation] Only for this operation: "train", "getProject". A submission, its job's status and
 * its result have the same name, so `on` distinguishes them.
 * @property {string} [resource] Only for this origin, such as one region of two.
 * @property {number} [nth] 3 for the third request that matches `on`, `operation` and `resource`, counted from the
 * injection; 1 by default. If the fault cannot happen to that request, it happens to the next one where it can.
 * @property {number | null} [times] The number of requests to which it happens, 1 by default. Infinity (in JSON: null) means all.
 *
 * @typedef {{ fault: Fault, on: string, operation?: string, resource?: string, toPass: number, remaining: number, parameters: Record<string, any> }} QueuedFault
 */

/** The faults that wait for their requests. They are used in order, one for each request. */
export class FaultQueue {
  /** @type {QueuedFault[]} */
  #queue = [];

  /** @param {FaultOrder & { [parameter: string]: unknown }} order */
  add({ fault: name, on = "any", operation, resource, nth = 1, times = 1, ...parameters }) {
    const fault = faults.find((fault) => fault.name === name);
    if (!fault)
      throw new TypeError(`There is no fault "${name}". There are: ${faults.map(({ name }) => name).join(", ")}.`);
    const places = [...Object.values(fault.on).flat(), ...(fault.beyondJobs ?? [])];
    if (on !== "any" && !places.includes(on)) {
      throw new TypeError(`The fault "${name}" cannot happen on "${on}", only on: ${[...new Set(places)].join(", ")}.`);
    }
    if (operation !== undefined && !operationNames.includes(operation))
      throw new TypeError(`There is no operation "${operation}". There are: ${operationNames.join(", ")}.`);
    const remaining = times === null ? Infinity : times;
    if (typeof remaining !== "number" || !(remaining >= 1))
      throw new TypeError(`times: ${times} is not a number from 1 on, nor null.`);
    if (!Number.isInteger(nth) || nth < 1) throw new TypeError(`nth: ${nth} is not a whole number from 1 on.`);
    this.#queue.push({
      fault,
      on,
      operation,
      resource,
      toPass: nth - 1,
      remaining,
      parameters: readParameters(fault, parameters),
    });
  }

  /**
   * Takes the first fault that matches, and counts it.
   *
   * @param {Operation} operation @param {string} origin
   * @returns {QueuedFault | undefined}
   */
  take(operation, origin) {
    if (operation.place === undefined) return undefined;
    const meant = this.#queue.filter(
      (queued) =>
        (queued.on === "any" || queued.on === operation.place) &&
        (queued.operation === undefined || queued.operation === operation.name) &&
        (queued.resource === undefined || queued.resource === origin),
    );
    const taken = meant.find(({ toPass, fault }) => toPass === 0 && canHappen(fault, operation));
    for (const queued of meant) if (queued.toPass > 0) queued.toPass--;
    if (taken && --taken.remaining === 0) this.#queue.splice(this.#queue.indexOf(taken), 1);
    return taken;
  }

  /** The waiting faults, as data. */
  get pending() {
    return this.#queue.map(({ fault, on, operation, resource, toPass, remaining, parameters }) => ({
      fault: fault.name,
      on,
      ...(operation !== undefined && { operation }),
      ...(resource !== undefined && { resource }),
      ...(toPass > 0 && { nth: toPass + 1 }),
      remaining,
      ...parameters,
    }));
  }

  clear() {
    this.#queue.length = 0;
  }
}

/** @param {Fault} fault @param {Operation} operation */
function canHappen({ on, beyondJobs }, { service, place, hasJob }) {
  if (place === undefined) return false;
  if (hasJob) return on[/** @type {"avepoint"} */ (service)]?.includes(place) ?? false;
  return beyondJobs?.some((other) => other === place) ?? false;
}

/** @param {Fault} fault @param {Record<string, unknown>} given @returns {Record<string, any>} */
function readParameters({ name, parameters }, given) {
  const known = parameters.map((parameter) => parameter.name);
  for (const parameter of Object.keys(given)) {
    if (!known.includes(parameter)) {
      throw new TypeError(
        `The fault "${name}" has no parameter "${parameter}"${known.length ? `, only: ${known.join(", ")}` : ""}.`,
      );
    }
  }
  return Object.fromEntries(
    parameters.map((parameter) => [
      parameter.name,
      readParameter(parameter, given[parameter.name] ?? parameter.default),
    ]),
  );
}

/**
 * Reads a parameter. A form gives only strings, so a string that reads as the right type is accepted.
 *
 * @param {import("./fault.js").FaultParameter} parameter
 * @param {unknown} value
 */
function readParameter({ name, type }, value) {
  if (type === "string") return String(value);
  if (type === "boolean" && ["true", "false"].includes(String(value))) return String(value) === "true";
  if (type === "number" && value !== "" && !Number.isNaN(Number(value))) return Number(value);
  throw new TypeError(`${name}: ${JSON.stringify(value)} is not a ${type}.`);
}
