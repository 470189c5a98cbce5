import assert from "node:assert/strict";
import { describe } from "node:test";
import { fault, withResult } from "./scenario.mjs";

describe("a state", () => {
  fault(
    "failed",
    "on a submission: in the job's own time, with both shapes of details",
    async ({ start, finish, getJson, get }, inject) => {
      inject({ on: "submit" });
      const location = await start();
      assert.equal((await getJson(location)).status, "notStarted");
      await finish();
      const {
        status,
        resultUrl,
        errors: [error],
      } = await getJson(location);
      assert.equal(status, "failed");
      assert.equal(resultUrl, undefined);
      assert.ok(Array.isArray(error.details));
      assert.equal(typeof error.innererror.details, "object");
      assert.equal(error.innererror.innererror.code, "InvalidDocument");
      assert.equal((await get(withResult(location))).status, 404);
    },
  );

  fault("failed", "on a reading: now, and for good", async ({ startInsights, finish, getJson }, inject) => {
    const job = await startInsights();
    inject();
    const reading = await getJson(`${job}/exportstatus`);
    assert.equal(reading.jobStatus, 3);
    assert.notEqual(reading.message, "");
    await finish();
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 3);
  });

  fault("partial", "with a result, a warning and errors", async ({ start, startInsights, getJson, get }, inject) => {
    const location = await start();
    inject();
    const reading = await getJson(location);
    assert.equal(reading.status, "partiallyCompleted");
    assert.equal(reading.warnings.length, 1);
    assert.equal(reading.errors.length, 1);
    assert.equal((await get(reading.resultUrl)).status, 200);
    const job = await startInsights();
    inject();
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 4);
    assert.equal((await get(`${job}/exportfile`)).status, 200);
  });

  fault("cancelled", "for good", async ({ start, finish, getJson }, inject) => {
    inject();
    const location = await start();
    await finish();
    const reading = await getJson(location);
    assert.equal(reading.status, "cancelled");
    assert.equal(reading.resultUrl, undefined);
  });

  fault("cancelling", "for two seconds, then cancelled", async ({ start, startInsights, getJson, clock }, inject) => {
    const location = await start();
    const job = await startInsights();
    inject({ times: 2 });
    assert.equal((await getJson(location)).status, "cancelling");
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 5);
    await clock.pass(2000);
    assert.equal((await getJson(location)).status, "cancelled");
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 6);
  });

  fault("expired", "the job is forgotten", async ({ start, get }, inject) => {
    const location = await start();
    inject();
    const response = await get(location);
    assert.equal(response.status, 404);
    assert.equal((await response.json()).error.code, "OperationNotFound");
    assert.equal((await get(location)).status, 404);
  });

  fault("unknownState", "for as many readings as asked", async ({ start, startInsights, finish, getJson }, inject) => {
    const location = await start();
    inject({ times: 2, state: "archiving" });
    assert.equal((await getJson(location)).status, "archiving");
    assert.equal((await getJson(location)).status, "archiving");
    assert.equal((await getJson(location)).status, "notStarted");
    await finish();
    assert.equal((await getJson(location)).status, "succeeded");
    const job = await startInsights();
    inject();
    assert.equal((await getJson(`${job}/exportstatus`)).jobStatus, 42);
  });

  fault(
    "resultUrlTooEarly",
    "unknown and a resultUrl that leads nowhere yet",
    async ({ start, getJson, get }, inject) => {
      const location = await start();
      inject();
      const reading = await getJson(location);
      assert.equal(reading.status, "unknown");
      assert.equal(reading.resultUrl, withResult(location));
      assert.equal(reading.errors[0].code, "unknown");
      assert.equal((await get(reading.resultUrl)).status, 404);
    },
  );

  fault("stateSpelling", "a final word ends the job, another lasts one reading", async ({ start, getJson }, inject) => {
    const location = await start();
    inject({ spelling: "RUNNING" });
    assert.equal((await getJson(location)).status, "RUNNING");
    assert.equal((await getJson(location)).status, "notStarted");
    inject({ spelling: "CANCELED" });
    assert.equal((await getJson(location)).status, "CANCELED");
    assert.equal((await getJson(location)).status, "CANCELED");
    inject();
    const reading = await getJson(location);
    assert.equal(reading.status, "Succeeded");
    assert.equal(reading.resultUrl, withResult(location));
  });

  fault("avepointState", "every number of the list, and others", async ({ startInsights, getJson, clock }, inject) => {
    const job = `${await startInsights()}/exportstatus`;
    for (const state of [0, 1, 99, -1]) {
      inject({ state });
      assert.equal((await getJson(job)).jobStatus, state);
      assert.equal((await getJson(job)).jobStatus, 1);
    }
    for (const state of [2, 3, 4, 6]) {
      inject({ state });
      assert.equal((await getJson(job)).jobStatus, state);
      assert.equal((await getJson(job)).jobStatus, state);
    }
    inject({ state: 5 });
    assert.equal((await getJson(job)).jobStatus, 5);
    await clock.pass(2000);
    assert.equal((await getJson(job)).jobStatus, 6);
  });
});
