import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { createSimulator } from "../../www/simulator/index.js";
import { CONTOSO, createCaller, EXPORT, INSIGHTS_EXPORT } from "./caller.mjs";

/** @typedef {ReturnType<typeof createCaller>} Caller */

const FOREIGN = "https://storage.elsewhere.example";
const withResult = (/** @type {string} */ location) => location.replace("?", "/result?");
const isTypeError = (/** @type {unknown} */ error) => error instanceof TypeError;

/** @type {Set<string>} */
const tested = new Set();

/** A scenario of one fault. @param {string} name @param {string} what @param {(caller: Caller, inject: (order?: object) => void) => Promise<void>} play */
function fault(name, what, play) {
  tested.add(name);
  test(`${name}: ${what}`, () => {
    const caller = createCaller();
    return play(caller, (order) => caller.simulator.inject({ fault: name, ...order }));
  });
}

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

  fault("slowBody", "an abort ends the body with its reason, and its timer", async ({ start, finish, get, clock }, inject) => {
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
  });

  fault("hiddenHeaders", "a page reads nothing but the content's headers", async ({ post }, inject) => {
    inject();
    const response = await post(EXPORT, undefined, { headers: { Origin: "https://portal.example" } });
    assert.equal(response.status, 202);
    assert.deepEqual([...response.headers.keys()], ["access-control-allow-origin", "content-length"]);
  });
});

describe("a refusal", () => {
  fault("throttle", "429 with any Retry-After, in each service's words", async ({ post, get, getJson }, inject) => {
    inject({ retryAfter: "17", times: 2 });
    const response = await post(EXPORT);
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("retry-after"), "17");
    assert.match((await response.json()).error.message, /retry after 17 seconds/);
    assert.equal((await getJson(INSIGHTS_EXPORT)).status, 429);
    inject({ retryAfter: "Sat, 14 Mar 2026 09:30:00 GMT" });
    assert.equal((await get(INSIGHTS_EXPORT)).headers.get("retry-after"), "Sat, 14 Mar 2026 09:30:00 GMT");
  });

  fault("throttleSilently", "the seconds stand in the message alone", async ({ post, getJson }, inject) => {
    inject({ seconds: 55, times: 2 });
    const response = await post(EXPORT);
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("retry-after"), null);
    assert.match((await response.json()).error.message, /Please retry after 55 seconds/);
    assert.match((await getJson(INSIGHTS_EXPORT)).message, /Please retry after 55 seconds/);
  });

  for (const [name, status, code] of /** @type {[string, number, string][]} */ ([
    ["unavailable", 503, "ServiceUnavailable"],
    ["serverError", 500, "InternalServerError"],
    ["timeout408", 408, "Timeout"],
    ["unauthorizedOnce", 401, "401"],
    ["forbidden", 403, "Forbidden"],
  ])) {
    fault(name, `${status} in each service's words, then all is well`, async ({ post, get }, inject) => {
      inject({ times: 2 });
      const response = await post(EXPORT);
      assert.equal(response.status, status);
      assert.equal(response.headers.get("retry-after"), null);
      assert.equal((await response.json()).error.code, code);
      const other = await get(INSIGHTS_EXPORT);
      assert.equal(other.status, status);
      const { status: bodyStatus, message } = await other.json();
      assert.equal(bodyStatus, status);
      assert.notEqual(message, "");
      assert.equal((await post(EXPORT)).status, 202);
    });
  }

  fault("unavailable", "may say when to come back", async ({ post }, inject) => {
    inject({ retryAfter: "120" });
    assert.equal((await post(EXPORT)).headers.get("retry-after"), "120");
  });

  fault("expiredResult", "the job is there, its result is not", async ({ start, finish, get, getJson }, inject) => {
    const location = await start();
    await finish();
    inject();
    const { resultUrl } = await getJson(location);
    const response = await get(resultUrl);
    assert.equal(response.status, 404);
    assert.equal((await response.json()).error.code, "OperationNotFound");
  });

  fault("htmlPage", "200 with a page of a proxy", async ({ start, get }, inject) => {
    const location = await start();
    inject();
    const response = await get(location);
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(await response.text(), /^<!DOCTYPE html>/);
  });
});

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

  fault("wrongTypes", "a number for a string and the other way round", async ({ start, getJson, startInsights }, inject) => {
    const location = await start();
    inject();
    assert.equal((await getJson(location)).status, 7);
    inject({ field: "jobId" });
    assert.equal((await getJson(location)).jobId, 7);
    const job = await startInsights();
    inject({ times: 2 });
    assert.deepEqual((await getJson(`${job}/exportstatus`)).jobStatus, ["1"]);
    assert.equal((await getJson(INSIGHTS_EXPORT)).jobId, 7);
  });

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

describe("a state", () => {
  fault("failed", "on a submission: in the job's own time, with both shapes of details", async ({ start, finish, getJson, get }, inject) => {
    inject({ on: "submit" });
    const location = await start();
    assert.equal((await getJson(location)).status, "notStarted");
    await finish();
    const { status, resultUrl, errors: [error] } = await getJson(location);
    assert.equal(status, "failed");
    assert.equal(resultUrl, undefined);
    assert.ok(Array.isArray(error.details));
    assert.equal(typeof error.innererror.details, "object");
    assert.equal(error.innererror.innererror.code, "InvalidDocument");
    assert.equal((await get(withResult(location))).status, 404);
  });

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

  fault("resultUrlTooEarly", "unknown and a resultUrl that leads nowhere yet", async ({ start, getJson, get }, inject) => {
    const location = await start();
    inject();
    const reading = await getJson(location);
    assert.equal(reading.status, "unknown");
    assert.equal(reading.resultUrl, withResult(location));
    assert.equal(reading.errors[0].code, "unknown");
    assert.equal((await get(reading.resultUrl)).status, 404);
  });

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

describe("a location", () => {
  fault("foreignLocation", "the job is elsewhere, and served there", async ({ start, get }, inject) => {
    inject();
    const location = await start();
    assert.equal(new URL(location).origin, FOREIGN);
    assert.equal((await get(location)).status, 200);
  });

  fault("foreignResult", "the result is elsewhere, and served there", async ({ start, finish, getJson, get }, inject) => {
    inject({ origin: "https://cdn.example:8443" });
    const location = await start();
    assert.equal(new URL(location).origin, CONTOSO);
    await finish();
    const { resultUrl } = await getJson(location);
    assert.equal(new URL(resultUrl).origin, "https://cdn.example:8443");
    assert.equal((await get(resultUrl)).status, 200);
  });

  fault("redirect", "follows as fetch does: the token stays behind, the key goes along", async ({ start, get, simulator }, inject) => {
    const location = await start();
    inject({ on: "status" });
    const response = await get(location, { headers: { Authorization: "Bearer demo-token" } });
    assert.equal(response.status, 200);
    assert.equal(response.redirected, true);
    assert.equal(new URL(response.url).origin, FOREIGN);
    const received = simulator.requests.at(-1);
    assert.equal(received?.headers.authorization, undefined);
    assert.equal(received?.headers["ocp-apim-subscription-key"], "demo-key");
  });

  fault("redirect", "is handed over or refused when the request says so", async ({ start, get, post }, inject) => {
    const location = await start();
    inject({ times: 3, status: 302 });
    const response = await get(location, { redirect: "manual" });
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("location"), location.replace(CONTOSO, FOREIGN));
    await assert.rejects(get(location, { redirect: "error" }), isTypeError);
    // A POST that is sent on with 302 becomes a GET.
    assert.equal((await post(EXPORT)).status, 405);
  });

  fault("redirect", "in a circle ends", async ({ start, get }, inject) => {
    const location = await start();
    inject({ times: null, origin: CONTOSO });
    await assert.rejects(get(location), isTypeError);
  });

  fault("staleApiVersion", "the job's URL names another version", async ({ start, getJson }, inject) => {
    inject({ version: "2022-05-01" });
    const location = await start();
    assert.match(location, /\?api-version=2022-05-01$/);
    assert.equal((await getJson(location)).status, "notStarted");
  });

  fault("noApiVersionInUrls", "the URLs have to be completed", async ({ start, finish, get, getJson }, inject) => {
    inject();
    const location = await start();
    assert.equal(new URL(location).search, "");
    assert.equal((await get(location)).status, 400);
    await finish();
    const { resultUrl } = await getJson(`${location}?api-version=2023-04-01`);
    assert.equal(new URL(resultUrl).search, "");
    assert.equal((await get(`${resultUrl}?api-version=2023-04-01`)).status, 200);
  });
});

describe("the queue of faults", () => {
  test("plays each on the first request that fits, and one a request", async () => {
    const { simulator, start, get } = createCaller();
    simulator.inject({ fault: "emptyBody", on: "result" });
    simulator.inject({ fault: "unavailable", on: "status" });
    simulator.inject({ fault: "serverError" });
    const location = await start().catch(({ message }) => message);
    assert.match(location, /^500/);
    const job = await start();
    assert.equal((await get(job)).status, 503);
    assert.equal((await get(job)).status, 200);
    assert.deepEqual(simulator.pendingFaults, [{ fault: "emptyBody", on: "result", remaining: 1 }]);
    simulator.clearFaults();
    assert.deepEqual(simulator.pendingFaults, []);
  });

  test("passes over preflights and paths that name nothing", async () => {
    const { simulator, get, post } = createCaller();
    simulator.inject({ fault: "drop" });
    assert.equal((await get(EXPORT, { method: "OPTIONS", headers: { Origin: "https://p.example", "Access-Control-Request-Method": "POST" } })).status, 204);
    assert.equal((await get(`${CONTOSO}/language/authoring/nothing`)).status, 404);
    await assert.rejects(post(EXPORT), isTypeError);
  });

  test("refuses what it does not know, by name", () => {
    const { inject } = createSimulator();
    assert.throws(() => inject({ fault: "dorp" }), /no fault "dorp".*drop/);
    assert.throws(() => inject({ fault: "expiredResult", on: "submit" }), /only on: result/);
    assert.throws(() => inject({ fault: "throttle", seconds: 5 }), /no parameter "seconds", only: retryAfter/);
    assert.throws(() => inject({ fault: "slowBody", overMs: "long" }), /overMs/);
    assert.throws(() => inject({ fault: "drop", times: 0 }), /times/);
  });

  test("takes a form's strings", async () => {
    const { simulator } = createCaller();
    simulator.inject({ fault: "truncatedBody", bytes: "12", breaks: "true", times: null });
    assert.deepEqual(simulator.pendingFaults, [{ fault: "truncatedBody", on: "any", remaining: Infinity, bytes: 12, breaks: true }]);
  });
});

test("every fault is described", () => {
  for (const { name, title, description, parameters, on } of createSimulator().faults) {
    assert.match(name, /^[a-z][A-Za-z0-9]+$/);
    assert.ok(title.length > 3 && description.endsWith("."), name);
    assert.ok(Object.values(on).every((places) => places.length > 0), name);
    for (const parameter of parameters) assert.ok(typeof parameter.default === parameter.type && parameter.description, `${name}.${parameter.name}`);
  }
});

after(() => assert.deepEqual(createSimulator().faults.map(({ name }) => name).filter((name) => !tested.has(name)), [], "faults without a test"));
