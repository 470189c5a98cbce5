// The boundary in Node: the scenarios that also run in a browser's window and worker.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { topics } from "../browser/scenarios.js";

await init();

for (const [topic, scenarios] of Object.entries(topics)) {
  describe(topic, () => {
    for (const [name, run] of Object.entries(scenarios)) test(name, () => run(api));
  });
}
