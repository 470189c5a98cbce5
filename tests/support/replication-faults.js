// Replications between two simulated regions with a fault. Each kind of project has a test file of its own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import init, { ExportJobsError, Replication } from "export-jobs/all";
import { regionsIn, tally } from "./regions.js";
import { assertArrived, isDone, kinds, meansOf } from "./replicating.js";
import { inVirtualTime } from "./virtual-time.js";

await init();

/** The outcome of a promise: its value, or its error. */
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
 * Each fault is played at every third request, beginning with another one for each fault, so that every request meets
 * a third of the faults. `FAULTS=all` plays every fault at every request, which takes three times as long.
 */
const STEP = process.env.FAULTS === "all" ? 1 : 3;

/**
 * Tests replications of one kind of project, each in virtual time, with the faults of the simulator.
 * @param {string} kind
 */
export async function testFaults(kind) {
  const [, project] = kinds.find(([name]) => name === kind);
  // Virtual time is the whole program's: the tests begin when the survey is over.
  const { requests, orders } = await survey(project);

  describe(`${kind}: with a fault it ends well, or says what is wrong and goes on when resumed`, () => {
    let played = 0;
    orders.forEach((order, index) => {
      test(order.answerLost ? `${order.fault}, after the service took the request` : order.fault, async () => {
        const first = 1 + (index % STEP);
        for (let nth = first; nth <= requests && (await replicate(project, order, nth)); nth += STEP) played += 1;
      });
    });
    const enough = Math.ceil(200 / STEP);
    test(`${enough} faults or more were played`, () => assert.ok(played >= enough, `${played} faults were played`));
  });
}
