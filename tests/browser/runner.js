// Runs the scenarios in the window or the worker that imports this file. An error is returned as text, because
// another realm reads it.
import init, * as api from "/dist/all.js";
import { topics } from "./scenarios.js";

/** Returns undefined if the scenario succeeded, and otherwise what went wrong. */
export async function run(topic, name) {
  try {
    await init();
    await topics[topic][name](api);
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}
