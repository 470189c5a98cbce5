// Simulated services that are described as data, tested with plain requests and without the module.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as contracts from "../../www/simulator/described/contracts/index.js";
import { devices, JOBS, simulated } from "./described-caller.mjs";

const { fhirBulkExportWith: _, ...services } = contracts;

describe("a service that is described as data", () => {
  test("takes a job through its states, in the service's own words", async () => {
    const { ask, clock } = simulated(services.intuneReports);
    const created = await ask(JOBS, devices);
    assert.equal(created.status, 201);
    const { id, status, url, expirationDateTime } = await created.json();
    assert.deepEqual([status, url, expirationDateTime], ["notStarted", null, "0001-01-01T00:00:00Z"]);
    const read = async () => (await ask(`${JOBS}('${id}')`)).json();
    await clock.pass(5_000);
    assert.equal((await read()).status, "inProgress");
    await clock.pass(5_000);
    const done = await read();
    assert.equal(done.status, "completed");
    assert.match(done.url, /^https:\/\/intune-reports\.files\.example\//);
  });

  test("gives a file at its signed address without a token, and refuses one", async () => {
    const { ask, clock, simulator } = simulated(services.intuneReports);
    const { id } = await (await ask(JOBS, devices)).json();
    await clock.pass(20_000);
    const { url } = await (await ask(`${JOBS}/${id}`)).json();
    assert.equal((await ask(url)).status, 400);
    const file = await simulator.fetch(url);
    assert.equal(file.status, 200);
    assert.deepEqual([...new Uint8Array(await file.arrayBuffer()).slice(0, 2)], [0x50, 0x4b]);
  });

  test("requires its credential and its own arguments", async () => {
    const { simulator, ask } = simulated(services.intuneReports);
    assert.equal((await simulator.fetch(JOBS, devices)).status, 401);
    assert.equal((await ask(JOBS, { method: "POST", body: "{}" })).status, 400);
    assert.equal((await ask(JOBS, { method: "PUT", body: "{}" })).status, 405);
  });

  test("forgets a job that was deleted", async () => {
    const { ask } = simulated(services.intuneReports);
    const { id } = await (await ask(JOBS, devices)).json();
    assert.equal((await ask(`${JOBS}('${id}')`, { method: "DELETE" })).status, 204);
    assert.equal((await ask(`${JOBS}('${id}')`)).status, 404);
  });

  test("has the limits of its documentation, or none", async () => {
    const start = { method: "POST", body: '{"exportType":"LIST","format":"CSV","objectType":"CONTACT"}' };
    const url = "https://api.hubapi.com/crm/exports/2026-03/export/async";
    const { ask } = simulated(services.hubspotExports);
    assert.deepEqual([(await ask(url, start)).status, (await ask(url, start)).status], [202, 429]);
    const { ask: unlimited } = simulated(services.hubspotExports, { limits: false });
    assert.deepEqual([(await unlimited(url, start)).status, (await unlimited(url, start)).status], [202, 202]);
  });

  test("distinguishes the requests of one path by their bodies", async () => {
    const { simulator } = simulated(services.shopifyBulkQuery);
    const post = async (query, variables) => {
      const body = JSON.stringify({ query, variables });
      const headers = { "X-Shopify-Access-Token": "demo-key" };
      const answer = await simulator.fetch("https://contoso.myshopify.com/admin/api/2026-07/graphql.json", {
        method: "POST",
        headers,
        body,
      });
      return (await answer.json()).data;
    };
    const { id } = (await post("mutation { bulkOperationRunQuery }")).bulkOperationRunQuery.bulkOperation;
    assert.equal((await post("query { node(id: $id) }", { id })).node.status, "CREATED");
    const cancelled = await post("mutation { bulkOperationCancel }", { id });
    assert.equal(cancelled.bulkOperationCancel.bulkOperation.status, "CANCELING");
  });
});

test("every state word of a contract has a meaning, and the first ones are distinct", () => {
  for (const { name, words } of Object.values(services)) {
    assert.ok(Object.values(words).includes("running"), name);
    assert.ok(Object.values(words).includes("succeeded"), name);
  }
});
