// All scenarios of the boundary, by topic. They need the module, and do not depend on where they run.
import { scenarios as aborts } from "./aborts.js";
import { scenarios as calling } from "./calling.js";
import { scenarios as fetchFailures } from "./fetch-failures.js";
import { scenarios as following } from "./following.js";
import { scenarios as results } from "./results.js";
import { scenarios as wrongArguments } from "./wrong-arguments.js";

export const topics = { calling, fetchFailures, aborts, following, results, wrongArguments };

/** Returns a scenario's name as a Rust identifier. */
const identifier = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "_");

/** Returns the names of a topic's scenarios as Rust identifiers. */
export const namesOf = (topic) => Object.keys(topics[topic]).map(identifier);

/** Runs the scenario with this Rust identifier. */
export async function run(topic, name, module) {
  const [, scenario] = Object.entries(topics[topic]).find(([sentence]) => identifier(sentence) === name) ?? [];
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  await scenario(module);
}
