// The faults of `npm run compare`: this package gets each of them right.
import assert from "node:assert/strict";
import test from "node:test";
import { faults } from "../../benches/compare/faults.mjs";
import * as poller from "../../benches/compare/pollers/export-jobs.mjs";
import { trial } from "../../benches/compare/trial.mjs";

for (const fault of faults) {
  test(fault.name, async () => {
    const { verdict, outcome, detail } = await trial(poller, fault);
    assert.equal(verdict, "", `${outcome}: ${detail}`);
  });
}
