import { test } from "node:test";
import { createCaller } from "../caller.mjs";

/** @typedef {ReturnType<typeof createCaller>} Caller */

/** The default target of faults. */
export const FOREIGN = "https://storage.elsewhere.example";

export const withResult = (/** @type {string} */ location) => location.replace("?", "/result?");

/**
 * Returns whether an error is what fetch rejects with if the connection fails.
 * @param {unknown} error
 */
export const isTypeError = (error) => error instanceof TypeError;

/**
 * A scenario of one fault.
 *
 * @param {string} name
 * @param {string} what
 * @param {(caller: Caller, inject: (order?: object) => void) => Promise<void>} play
 */
export function fault(name, what, play) {
  test(`${name}: ${what}`, () => {
    const caller = createCaller();
    return play(caller, (order) => caller.simulator.inject({ fault: name, ...order }));
  });
}
