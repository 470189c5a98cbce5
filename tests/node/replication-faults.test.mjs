// Replications between two simulated regions, in virtual time, with every fault of the simulator at every request.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import init, { ExportJobsError, Replication } from "../../dist/node.js";
import { regionsIn, tally } from "../support/regions.js";
import { assertArrived, isDone, kinds, meansOf } from "../support/replicating.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

/** What a promise comes to: its value, or its error. */
const ending = (promise) =>
  promise.then(
    (value) => value,
    (error) => error,
  );

/** Replicates with a fault at the nth request, resumes until it is done, and returns whether the fault was played. */
async function replicate(project, order, nth) {
  const what = `${JSON.stringify(order)} at request ${nth}`;
  return await inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    simulator.inject({ ...order, nth });
    let kept;
    const means = () => meansOf(project, simulator.fetch, { onState: (state) => (kept = JSON.stringify(state)) });
    let outcome = await time.until(ending(new Replication(means()).run()));
    const wasSmooth = !(outcome instanceof Error);
    const isOver = () => isDone({ projects: [], ...outcome, listed: outcome.listed ?? false });
    for (let again = 0; again < 2 && !isOver(); again += 1) {
      assert.ok(outcome instanceof ExportJobsError, `${what}: ${outcome}`);
      simulator.clearFaults();
      outcome = await time.until(ending(Replication.resume(kept, means()).run()));
    }
    assert.ok(!(outcome instanceof Error), `${what}: ${outcome}`);
    assert.ok(isDone(outcome), what);
    // A request whose answer was lost is not counted among the accepted ones.
    const { imports, trainings, deployments } = tally(simulator);
    const isOnce = imports <= 1 && trainings <= project.models.length && deployments <= project.deployments.length;
    if (wasSmooth) assert.ok(isOnce, `${what}: nothing is done twice`);
    const wasPlayed = simulator.requests.some(({ fault }) => fault === order.fault);
    simulator.clearFaults();
    await time.until(assertArrived(simulator, project, what));
    return wasPlayed;
  });
}

/** Returns how many requests a replication sends, and the faults that there are. */
async function survey(project) {
  const requests = await inVirtualTime(async (time) => {
    const simulator = regionsIn(time, project);
    await time.until(new Replication(meansOf(project, simulator.fetch)).run());
    return simulator.requests.length;
  });
  const { faults } = await inVirtualTime(async (time) => regionsIn(time, project));
  return { requests, orders: [...faults.map(({ name }) => ({ fault: name })), { fault: "drop", answerLost: true }] };
}

// Virtual time is the whole program's: the tests begin when no survey is under way.
const surveys = [];
for (const [kind, project] of kinds) surveys.push({ kind, project, ...(await survey(project)) });

for (const { kind, project, requests, orders } of surveys) {
  describe(`${kind}: with a fault at every request it ends well, or says what is wrong and goes on when resumed`, () => {
    let played = 0;
    for (const order of orders) {
      test(order.answerLost ? `${order.fault}, after the service took the request` : order.fault, async () => {
        for (let nth = 1; nth <= requests && (await replicate(project, order, nth)); nth += 1) played += 1;
      });
    }
    test("more than 200 faults were played", () => assert.ok(played > 200, `${played} faults were played`));
  });
}
