// Runs the scenarios in the window or the worker that imports it. An error is given as text: it is read in another realm.
import init, * as api from "/dist/index.js";
import { topics } from "./scenarios.js";

/** Gives undefined when the scenario went well, and what went wrong otherwise. */
export async function run(topic, name) {
  try {
    await init();
    await topics[topic][name](api);
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}
