import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { createSimulator } from "../../../www/simulator/index.js";
import { CONTOSO, createCaller, EXPORT } from "../caller.mjs";
import { isTypeError } from "./scenario.mjs";

describe("the queue of faults", () => {
  test("plays each fault on the first matching request, one for each request", async () => {
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

  test("skips preflights and unknown paths", async () => {
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

  test("aims at one operation, and at its submission, its job's status or any of both", async () => {
    const { simulator, start, get, post } = createCaller();
    const project = `${CONTOSO}/language/authoring/analyze-text/projects/SupportInbox`;
    const training = JSON.stringify({ modelLabel: "m1", trainingConfigVersion: "latest" });
    simulator.inject({ fault: "unavailable", operation: "getProject" });
    simulator.inject({ fault: "serverError", operation: "train", on: "status" });
    simulator.inject({ fault: "drop", operation: "train", on: "submit", answerLost: true });
    const job = await start();
    assert.equal((await get(job)).status, 200);
    await assert.rejects(post(`${project}/:train?api-version=2023-04-01`, training), isTypeError);
    assert.deepEqual(
      simulator.save().jobs.map(({ operation }) => operation),
      ["export", "train"],
    );
    const list = await get(`${project}/train/jobs?api-version=2023-04-01`);
    const [{ jobId }] = (await list.json()).value;
    assert.equal((await get(`${project}/train/jobs/${jobId}?api-version=2023-04-01`)).status, 500);
    assert.equal((await get(`${project}?api-version=2023-04-01`)).status, 503);
    assert.deepEqual(simulator.pendingFaults, []);
    assert.deepEqual(
      simulator.requests.map(({ operation, place, fault = "" }) => `${operation} ${place} ${fault}`.trim()),
      [
        "export submit",
        "export status",
        "train submit drop",
        "listTrainingJobs read",
        "train status serverError",
        "getProject read unavailable",
      ],
    );
  });

  test("aims at one region of two", async () => {
    const { simulator, post } = createCaller();
    simulator.inject({ fault: "unavailable", resource: CONTOSO, times: null });
    assert.equal((await post(EXPORT.replace("contoso", "fabrikam"))).status, 202);
    assert.equal((await post(EXPORT)).status, 503);
    assert.equal((await post(EXPORT)).status, 503);
  });

  test("aims at the nth request of any kind, counted from the injection", async () => {
    const { simulator, start, get } = createCaller();
    const project = `${CONTOSO}/language/authoring/analyze-text/projects/SupportInbox?api-version=2023-04-01`;
    await get(project);
    simulator.inject({ fault: "drop", nth: 3 });
    const job = await start();
    assert.equal((await get(project)).status, 200);
    assert.deepEqual(simulator.pendingFaults, [{ fault: "drop", on: "any", remaining: 1, answerLost: false }]);
    await assert.rejects(get(job), isTypeError);
    assert.equal((await get(job)).status, 200);
  });

  test("waits for a request where the fault can happen", async () => {
    const { simulator, start, get, getJson } = createCaller();
    const project = `${CONTOSO}/language/authoring/analyze-text/projects/SupportInbox?api-version=2023-04-01`;
    simulator.inject({ fault: "failed", nth: 2 });
    const job = await start();
    assert.equal((await get(project)).status, 200);
    assert.equal((await getJson(job)).status, "failed");
  });

  test("plays faults without a job on other requests too, before or after their effect", async () => {
    const { simulator, send, get } = createCaller();
    const url = `${CONTOSO}/language/authoring/analyze-conversations/projects/New?api-version=2023-04-01`;
    const create = () =>
      send(url, {
        method: "PATCH",
        body: JSON.stringify({ projectName: "New", language: "en", projectKind: "Conversation" }),
        headers: { "Content-Type": "application/merge-patch+json" },
      });
    simulator.inject({ fault: "drop", operation: "createProject" });
    await assert.rejects(create(), isTypeError);
    assert.equal((await get(url)).status, 404);
    simulator.inject({ fault: "drop", operation: "createProject", answerLost: true });
    await assert.rejects(create(), isTypeError);
    assert.equal((await get(url)).status, 200);
    simulator.inject({ fault: "emptyBody", on: "read" });
    assert.equal(await (await get(url)).text(), "");
  });

  test("refuses unknown values by name", () => {
    const { inject } = createSimulator();
    assert.throws(() => inject({ fault: "dorp" }), /no fault "dorp".*drop/);
    assert.throws(() => inject({ fault: "expiredResult", on: "submit" }), /only on: result/);
    assert.throws(() => inject({ fault: "throttle", seconds: 5 }), /no parameter "seconds", only: retryAfter/);
    assert.throws(() => inject({ fault: "slowBody", overMs: "long" }), /overMs/);
    assert.throws(() => inject({ fault: "drop", times: 0 }), /times/);
    assert.throws(() => inject({ fault: "drop", nth: 0 }), /nth/);
    assert.throws(() => inject({ fault: "drop", operation: "trian" }), /no operation "trian".*train/);
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
