import assert from "node:assert/strict";
import { describe } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { EXPORT, INSIGHTS_EXPORT } from "../caller.mjs";
import { fault, isTypeError, withResult } from "./scenario.mjs";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

describe("the connection", () => {
  fault("drop", "the request is lost, and no job starts", async ({ post, simulator }, inject) => {
    inject();
    await assert.rejects(post(EXPORT), isTypeError);
    assert.deepEqual(simulator.save().jobs, []);
    assert.equal(simulator.requests[0].status, 0);
    assert.equal(simulator.requests[0].fault, "drop");
    assert.equal((await post(EXPORT)).status, 202);
  });

  fault("drop", "only the answer is lost, and the job runs", async ({ get, simulator }, inject) => {
    inject({ answerLost: true });
    await assert.rejects(get(INSIGHTS_EXPORT), isTypeError);
    assert.equal(simulator.save().jobs.length, 1);
  });

  fault("hangs", "no answer, until the signal aborts with its reason", async ({ post, clock, simulator }, inject) => {
    inject({ on: "submit" });
    const controller = new AbortController();
    let settled = false;
    const pending = post(EXPORT, undefined, { signal: controller.signal }).finally(() => (settled = true));
    pending.catch(() => {});
    await clock.pass(3_600_000);
    assert.equal(settled, false);
    assert.equal(simulator.requests[0].status, null);
    const reason = { because: "closed" };
    controller.abort(reason);
    await assert.rejects(pending, (given) => given === reason);
    assert.equal(simulator.requests[0].status, 0);
  });

  fault("hangs", "the signal is heard even after a garbage collection", async ({ post }, inject) => {
    inject();
    const controller = new AbortController();
    const pending = post(EXPORT, undefined, { signal: controller.signal });
    for (let count = 0; count < 5; count++) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
    }
    controller.abort("late");
    await assert.rejects(pending, (reason) => reason === "late");
  });

  fault("slowBody", "the headers come at once, the body over time", async ({ start, finish, get, clock }, inject) => {
    const location = await start();
    await finish();
    inject({ on: "result", overMs: 10_000, chunks: 5 });
    const response = await get(withResult(location));
    const text = response.text();
    let done = false;
    text.then(() => (done = true));
    await clock.pass(9_999);
    assert.equal(done, false);
    await clock.pass(1);
    assert.equal(JSON.parse(await text).metadata.projectName, "SupportInbox");
    assert.equal(response.headers.get("content-length"), String(new TextEncoder().encode(await text).length));
  });

  fault(
    "slowBody",
    "an abort ends the body with its reason, and its timer",
    async ({ start, finish, get, clock }, inject) => {
      const location = await start();
      await finish();
      inject({ on: "result" });
      const controller = new AbortController();
      const response = await get(withResult(location), { signal: controller.signal });
      const text = response.text();
      await clock.pass(1000);
      controller.abort("enough");
      await assert.rejects(text, (reason) => reason === "enough");
      assert.equal(clock.sleeperCount, 0);
    },
  );

  fault("hiddenHeaders", "a page reads nothing but the content's headers", async ({ post }, inject) => {
    inject();
    const response = await post(EXPORT, undefined, { headers: { Origin: "https://portal.example" } });
    assert.equal(response.status, 202);
    assert.deepEqual([...response.headers.keys()], ["access-control-allow-origin", "content-length"]);
  });
});
