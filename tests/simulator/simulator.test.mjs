import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSimulator } from "../../www/simulator/index.js";
import { createCaller, EXPORT, INSIGHTS_EXPORT } from "./caller.mjs";

describe("the simulator", () => {
  test("takes a Request, a URL object or a string", async () => {
    const init = { method: "POST", headers: { "Ocp-Apim-Subscription-Key": "demo-key" } };
    const simulator = createSimulator();
    for (const input of [new Request(EXPORT, init), new URL(EXPORT), EXPORT]) {
      const response = await simulator.fetch(input, input instanceof Request ? undefined : init);
      assert.equal(response.status, 202);
      assert.equal(response.url, EXPORT);
      assert.equal(response.redirected, false);
    }
  });

  test("can be used as fetch, on its own", async () => {
    const { fetch } = createSimulator();
    assert.equal((await fetch(EXPORT, { method: "POST" })).status, 401);
  });

  test("ignores a request whose signal has aborted", async () => {
    const { simulator, get } = createCaller();
    await assert.rejects(get(EXPORT, { signal: AbortSignal.abort("no more") }), (reason) => reason === "no more");
    assert.equal(simulator.requests.length, 0);
  });

  test("records requests as it received them", async () => {
    const { post, simulator, clock } = createCaller();
    await post(EXPORT, '{"assetsToExport":["*"]}', { headers: { "X-Trace": "a b" } });
    const [request] = simulator.requests;
    assert.equal(request.method, "POST");
    assert.equal(request.url, EXPORT);
    assert.equal(request.headers["ocp-apim-subscription-key"], "demo-key");
    assert.equal(request.headers["x-trace"], "a b");
    assert.equal(request.body, '{"assetsToExport":["*"]}');
    assert.equal(request.status, 202);
    assert.equal(request.at, clock.now());
  });

  test("remembers a thousand requests", async () => {
    const { get, simulator } = createCaller({ limits: false });
    for (let count = 0; count < 1001; count++) await get(`${EXPORT}&count=${count}`);
    assert.equal(simulator.requests.length, 1000);
    assert.match(simulator.requests[0].url, /count=1$/);
  });

  test("finds its jobs and imported projects again in another page", async () => {
    const first = createCaller();
    const location = await first.start();
    const job = await first.startInsights();
    const saved = JSON.parse(JSON.stringify(first.simulator.save()));
    const second = createCaller({ saved });
    await second.finish();
    assert.equal((await second.getJson(location)).status, "succeeded");
    assert.equal((await second.getJson(`${job}/exportstatus`)).jobStatus, 2);
    assert.notEqual(await second.startInsights(), job);
  });

  test("is as new after a reset", async () => {
    const { simulator, start, get, post } = createCaller({ limits: { submissionsPerMinute: 1 } });
    const location = await start();
    simulator.inject({ fault: "drop" });
    simulator.reset();
    assert.deepEqual(simulator.requests, []);
    assert.deepEqual(simulator.pendingFaults, []);
    assert.equal((await get(location)).status, 404);
    assert.equal((await post(EXPORT)).status, 202);
  });

  test("gives the same ids for the same random numbers", async () => {
    assert.equal(await createCaller().start(), await createCaller().start());
  });

  test("lists services and projects to try, and all of them work", async () => {
    const { simulator, post } = createCaller({ limits: false });
    let projects = 0;
    for (const entry of simulator.services) {
      if (entry.service !== "azure-language") continue;
      for (const { name } of entry.projects) {
        for (const version of entry.apiVersions) {
          const authoring = version.startsWith("2021") ? "" : "authoring/";
          const query = `api-version=${version}&stringIndexType=Utf16CodeUnit&format=${entry.family === "query-knowledgebases" ? "json" : "Conversation"}`;
          const response = await post(
            `${entry.baseUrl}/language/${authoring}${entry.family}/projects/${name}/:export?${query}`,
          );
          assert.equal(response.status, 202, `${name} ${version}`);
          projects++;
        }
      }
    }
    assert.ok(projects >= 20);
  });

  test("keeps its two services apart", async () => {
    const { get } = createCaller();
    const response = await get(INSIGHTS_EXPORT.replace("/insights/", "/language/authoring/insights/"), {
      headers: { "Ocp-Apim-Subscription-Key": "demo-key" },
    });
    assert.equal(response.status, 404);
    assert.ok((await response.json()).error);
  });
});
