// All scenarios of the boundary, by what they are about. They need a module, and nothing of where they run.
import { scenarios as aborts } from "./aborts.js";
import { scenarios as calling } from "./calling.js";
import { scenarios as fetchFailures } from "./fetch-failures.js";
import { scenarios as following } from "./following.js";
import { scenarios as results } from "./results.js";
import { scenarios as wrongArguments } from "./wrong-arguments.js";

export const topics = { calling, fetchFailures, aborts, following, results, wrongArguments };

/** A scenario's name as Rust can have it. */
const identifier = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "_");

/** The names of a topic's scenarios, as Rust has them. */
export const namesOf = (topic) => Object.keys(topics[topic]).map(identifier);

/** Runs the scenario of this name, as Rust has it. */
export async function run(topic, name, module) {
  const [, scenario] = Object.entries(topics[topic]).find(([sentence]) => identifier(sentence) === name) ?? [];
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  await scenario(module);
}
