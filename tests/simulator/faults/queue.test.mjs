import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { createSimulator } from "../../../www/simulator/index.js";
import { CONTOSO, createCaller, EXPORT } from "../caller.mjs";
import { isTypeError } from "./scenario.mjs";

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
    assert.equal(
      (
        await get(EXPORT, {
          method: "OPTIONS",
          headers: { Origin: "https://p.example", "Access-Control-Request-Method": "POST" },
        })
      ).status,
      204,
    );
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
    assert.deepEqual(simulator.pendingFaults, [
      { fault: "truncatedBody", on: "any", remaining: Infinity, bytes: 12, breaks: true },
    ]);
  });
});

test("every fault is described", () => {
  for (const { name, title, description, parameters, on } of createSimulator().faults) {
    assert.match(name, /^[a-z][A-Za-z0-9]+$/);
    assert.ok(title.length > 3 && description.endsWith("."), name);
    assert.ok(
      Object.values(on).every((places) => places.length > 0),
      name,
    );
    for (const parameter of parameters)
      assert.ok(typeof parameter.default === parameter.type && parameter.description, `${name}.${parameter.name}`);
  }
});

test("every fault has its scenarios", () => {
  const folder = new URL(".", import.meta.url);
  const scenarios = readdirSync(folder)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  const names = createSimulator().faults.map(({ name }) => name);
  const isPlayed = (/** @type {string} */ name) =>
    new RegExp(`fault\\(\\s*"${name}"|\\["${name}", \\d{3}`).test(scenarios);
  assert.deepEqual(
    names.filter((name) => !isPlayed(name)),
    [],
  );
});
