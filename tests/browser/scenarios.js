// All scenarios of the boundary, by what they are about. They need a module, and nothing of where they run.
import { scenarios as aborts } from "./aborts.js";
import { scenarios as fetchFailures } from "./fetch-failures.js";
import { scenarios as following } from "./following.js";
import { scenarios as results } from "./results.js";
import { scenarios as wrongArguments } from "./wrong-arguments.js";

export const topics = { fetchFailures, aborts, following, results, wrongArguments };
