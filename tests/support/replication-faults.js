// Replications between two simulated regions with a fault. Each kind of project has a test file of its own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import init, { ExportJobsError, Replication } from "../../dist/node.js";
import { regionsIn, tally } from "./regions.js";
import { assertArrived, isDone, kinds, meansOf } from "./replicating.js";
import { inVirtualTime } from "./virtual-time.js";

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

/**
 * Tests replications of one kind of project, each in virtual time, with every fault of the simulator at every request.
 * @param {string} kind
 */
export async function testFaults(kind) {
  const [, project] = kinds.find(([name]) => name === kind);
  // Virtual time is the whole program's: the tests begin when the survey is over.
  const { requests, orders } = await survey(project);

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
