import assert from "node:assert/strict";
import { describe } from "node:test";
import { intuneReports, microsoftFabric } from "../../../www/simulator/described/contracts/index.js";
import { devices, JOBS, simulated } from "../described-caller.mjs";
import { fault, FOREIGN } from "./scenario.mjs";

describe("a service that is described as data", () => {
  fault("describedState", "a word of its documentation, for good or for one reading", async () => {
    const { ask, simulator } = simulated(intuneReports);
    const { id } = await (await ask(JOBS, devices)).json();
    const read = async () => (await (await ask(`${JOBS}('${id}')`)).json()).status;
    simulator.inject({ fault: "describedState", word: "unknownFutureValue" });
    assert.deepEqual([await read(), await read()], ["unknownFutureValue", "notStarted"]);
    simulator.inject({ fault: "describedState", word: "failed" });
    assert.deepEqual([await read(), await read()], ["failed", "failed"]);
  });

  fault("unknownState", "also in its own place", async () => {
    const { ask, simulator } = simulated(intuneReports);
    const { id } = await (await ask(JOBS, devices)).json();
    simulator.inject({ fault: "unknownState", state: "archiving" });
    assert.equal((await (await ask(`${JOBS}('${id}')`)).json()).status, "archiving");
  });

  fault("foreignLocation", "in any header that names a job", async () => {
    const { ask, simulator } = simulated(microsoftFabric);
    simulator.inject({ fault: "foreignLocation" });
    const { headers } = await ask("https://api.fabric.microsoft.com/v1/workspaces/w/items/i/getDefinition", {
      method: "POST",
    });
    assert.equal(new URL(headers.get("location") ?? "").origin, FOREIGN);
    assert.equal((await ask(headers.get("location") ?? "")).status, 200);
  });
});
