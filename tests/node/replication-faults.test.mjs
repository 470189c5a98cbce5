// Replications between two simulated regions, in virtual time, with every fault of the simulator at every request.
import assert from "node:assert/strict";
import test from "node:test";
import init, { ExportJobsError, Replication } from "../../dist/node.js";
import { regionsIn, tally } from "../support/regions.js";
import { assertArrived, isDone, kinds, meansOf } from "../support/replicating.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

for (const [kind, project] of kinds) {
  test(
    `${kind}: with every fault at every request it ends well, or says what is wrong and goes on when resumed`,
    { timeout: 900_000 },
    async () => {
      const requests = await inVirtualTime(async (time) => {
        const simulator = regionsIn(time, project);
        await time.until(new Replication(meansOf(project, simulator.fetch)).run());
        return simulator.requests.length;
      });
      const { faults } = await inVirtualTime(async (time) => regionsIn(time, project));
      const orders = [...faults.map(({ name }) => ({ fault: name })), { fault: "drop", answerLost: true }];
      let played = 0;
      for (const order of orders) {
        for (let nth = 1; nth <= requests; nth += 1) {
          const what = `${JSON.stringify(order)} at request ${nth}`;
          const wasPlayed = await inVirtualTime(async (time) => {
            const simulator = regionsIn(time, project);
            simulator.inject({ ...order, nth });
            let kept;
            const onState = (state) => (kept = JSON.stringify(state));
            const run = new Replication(meansOf(project, simulator.fetch, { onState })).run();
            let outcome = await time.until(
              run.then(
                (state) => state,
                (error) => error,
              ),
            );
            const wasSmooth = !(outcome instanceof Error);
            for (
              let again = 0;
              again < 2 && !isDone({ projects: [], ...outcome, listed: outcome.listed ?? false });
              again += 1
            ) {
              assert.ok(outcome instanceof ExportJobsError, `${what}: ${outcome}`);
              simulator.clearFaults();
              const resumed = Replication.resume(kept, meansOf(project, simulator.fetch, { onState }));
              outcome = await time.until(
                resumed.run().then(
                  (state) => state,
                  (error) => error,
                ),
              );
            }
            assert.ok(!(outcome instanceof Error), `${what}: ${outcome}`);
            assert.ok(isDone(outcome), what);
            // A request whose answer was lost is not counted among the accepted ones.
            const { imports, trainings, deployments } = tally(simulator);
            const isOnce =
              imports <= 1 && trainings <= project.models.length && deployments <= project.deployments.length;
            if (wasSmooth) assert.ok(isOnce, `${what}: nothing is done twice`);
            const wasPlayed = simulator.requests.some(({ fault }) => fault === order.fault);
            simulator.clearFaults();
            await time.until(assertArrived(simulator, project, what));
            return wasPlayed;
          });
          played += wasPlayed ? 1 : 0;
          if (!wasPlayed) break;
        }
      }
      assert.ok(played > 200, `${played} faults were played`);
    },
  );
}
