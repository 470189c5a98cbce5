import { faults } from "./catalogue.js";

/**
 * @typedef {import("./fault.js").Fault} Fault
 * @typedef {import("../service.js").Operation} Operation
 *
 * @typedef {{ fault: string, on?: "submit" | "status" | "result" | "any", times?: number | null, [parameter: string]: unknown }} FaultOrder
 *   `times`: how many requests it is played on, 1 by default; Infinity (in JSON: null) for all of them.
 *
 * @typedef {{ fault: Fault, on: string, remaining: number, parameters: Record<string, any> }} QueuedFault
 */

/** The faults that wait for their requests, first come, first played; one fault a request. */
export class FaultQueue {
  /** @type {QueuedFault[]} */
  #queue = [];

  /** @param {FaultOrder} order */
  add({ fault: name, on = "any", times = 1, ...parameters }) {
    const fault = faults.find((fault) => fault.name === name);
    if (!fault)
      throw new TypeError(`There is no fault "${name}". There are: ${faults.map(({ name }) => name).join(", ")}.`);
    const places = Object.values(fault.on).flat();
    if (on !== "any" && !places.includes(on)) {
      throw new TypeError(`The fault "${name}" cannot happen on "${on}", only on: ${[...new Set(places)].join(", ")}.`);
    }
    const remaining = times === null ? Infinity : times;
    if (typeof remaining !== "number" || !(remaining >= 1))
      throw new TypeError(`times: ${times} is not a number from 1 on, nor null.`);
    this.#queue.push({ fault, on, remaining, parameters: readParameters(fault, parameters) });
  }

  /** The first fault that fits, counted as played. @param {Operation} operation @returns {QueuedFault | undefined} */
  take({ service, place }) {
    if (place === undefined) return undefined;
    const taken = this.#queue.find(
      ({ fault, on }) =>
        (on === "any" || on === place) && fault.on[/** @type {"avepoint"} */ (service)]?.includes(place),
    );
    if (taken && --taken.remaining === 0) this.#queue.splice(this.#queue.indexOf(taken), 1);
    return taken;
  }

  /** What still waits, as data. */
  get pending() {
    return this.#queue.map(({ fault, on, remaining, parameters }) => ({
      fault: fault.name,
      on,
      remaining,
      ...parameters,
    }));
  }

  clear() {
    this.#queue.length = 0;
  }
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
 * A form gives strings for everything, so what reads as the right type is taken as such.
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
