import assert from "node:assert/strict";
import { describe } from "node:test";
import { INSIGHTS_EXPORT } from "../caller.mjs";
import { fault, isTypeError } from "./scenario.mjs";

describe("a body", () => {
  fault("emptyBody", "200, and nothing", async ({ start, get }, inject) => {
    const location = await start();
    inject();
    const response = await get(location);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-length"), "0");
    assert.equal(await response.text(), "");
  });

  fault("truncatedBody", "ends early, or breaks", async ({ start, get }, inject) => {
    const location = await start();
    inject({ bytes: 10 });
    assert.equal(await (await get(location)).text(), '{"jobId":"');
    inject();
    const half = await (await get(location)).text();
    assert.throws(() => JSON.parse(half));
    inject({ breaks: true });
    const response = await get(location);
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), isTypeError);
  });

  fault("otherFile", "has one byte more from then on", async ({ startInsights, finish, get }, inject) => {
    const job = await startInsights();
    await finish();
    const lengthOf = async () => (await (await get(`${job}/exportfile`)).arrayBuffer()).byteLength;
    const before = await lengthOf();
    inject();
    assert.deepEqual([await lengthOf(), await lengthOf()], [before + 1, before + 1]);
  });

  fault(
    "wrongTypes",
    "a number for a string and the other way round",
    async ({ start, getJson, startInsights }, inject) => {
      const location = await start();
      inject();
      assert.equal((await getJson(location)).status, 7);
      inject({ field: "jobId" });
      assert.equal((await getJson(location)).jobId, 7);
      const job = await startInsights();
      inject({ times: 2 });
      assert.deepEqual((await getJson(`${job}/exportstatus`)).jobStatus, ["1"]);
      assert.equal((await getJson(INSIGHTS_EXPORT)).jobId, 7);
    },
  );

  fault("deepNesting", "a megabyte of brackets", async ({ start, get }, inject) => {
    const location = await start();
    inject();
    const text = await (await get(location)).text();
    assert.ok(text.length > 1_000_000);
    assert.match(text, /^\{"status":"running".*\[{1000}/);
  });

  fault("retryAfter", "any Retry-After on a good answer", async ({ start, get }, inject) => {
    const location = await start();
    for (const value of ["99999999", "-5", "0", "Thu, 01 Jan 2100 00:00:00 GMT", "soon"]) {
      inject({ value, on: "status" });
      const response = await get(location);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("retry-after"), value);
    }
  });

  fault("bodyStatus", "HTTP says 200, the body 500", async ({ startInsights, get }, inject) => {
    const job = await startInsights();
    inject({ status: 500 });
    const response = await get(`${job}/exportstatus`);
    assert.equal(response.status, 200);
    assert.equal((await response.json()).status, 500);
  });

  fault("errorInResult", "JSON instead of the ZIP", async ({ startInsights, finish, get }, inject) => {
    const job = await startInsights();
    await finish();
    inject();
    const response = await get(`${job}/exportfile`);
    assert.equal(response.status, 200);
    assert.equal((await response.json()).status, 404);
    assert.equal((await get(`${job}/exportfile`)).headers.get("content-type"), "application/zip");
  });
});
