import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSimulator } from "../../www/simulator/index.js";
import { createCaller, CONTOSO, EXPORT, INSIGHTS_EXPORT } from "./caller.mjs";

describe("credentials", () => {
  const status = async (
    /** @type {string} */ url,
    /** @type {Record<string, string>} */ headers,
    /** @type {any} */ options = {},
  ) => (await createSimulator(options).fetch(url, { method: url === EXPORT ? "POST" : "GET", headers })).status;

  test("are a key or a token for Azure, and a token for AvePoint", async () => {
    assert.equal(await status(EXPORT, { "Ocp-Apim-Subscription-Key": "demo-key" }), 202);
    assert.equal(await status(EXPORT, { authorization: "Bearer demo-token" }), 202);
    assert.equal(await status(EXPORT, { "Ocp-Apim-Subscription-Key": "demo-token" }), 401);
    assert.equal(await status(EXPORT, { authorization: "demo-token" }), 401);
    assert.equal(await status(EXPORT, {}), 401);
    assert.equal(await status(INSIGHTS_EXPORT, { authorization: "Bearer demo-token" }), 200);
    assert.equal(await status(INSIGHTS_EXPORT, { "Ocp-Apim-Subscription-Key": "demo-key" }), 401);
  });

  test("can be changed", async () => {
    const credentials = { keys: ["k1", "k2"] };
    assert.equal(await status(EXPORT, { "Ocp-Apim-Subscription-Key": "k2" }, { credentials }), 202);
    assert.equal(await status(EXPORT, { "Ocp-Apim-Subscription-Key": "demo-key" }, { credentials }), 401);
    assert.equal(await status(EXPORT, { authorization: "Bearer demo-token" }, { credentials }), 401);
  });

  test("are refused by the gateway: a numeric code, no charset, no exposed header", async () => {
    const response = await createSimulator().fetch(EXPORT, { method: "POST" });
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.deepEqual([...response.headers.keys()], ["apim-request-id", "content-length", "content-type", "date"]);
    const { error } = await response.json();
    assert.deepEqual(Object.keys(error), ["code", "message"]);
    assert.equal(error.code, "401");
  });
});

describe("rate limits", () => {
  test("accept ten submissions a minute, then send Retry-After in header and message", async () => {
    const { post, clock } = createCaller();
    for (let count = 0; count < 10; count++) {
      assert.equal((await post(EXPORT)).status, 202);
      await clock.pass(500);
    }
    const refused = await post(EXPORT);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get("retry-after"), "55");
    assert.equal(refused.headers.get("access-control-expose-headers"), null);
    const { error } = await refused.json();
    assert.equal(error.code, "429");
    assert.match(error.message, /exceeded call rate limit.* Please retry after 55 seconds\./);
    await clock.pass(54_000);
    assert.equal((await post(EXPORT)).status, 429);
    await clock.pass(1_000);
    assert.equal((await post(EXPORT)).status, 202);
  });

  test("let a hundred readings a minute through, by resource", async () => {
    const { start, get } = createCaller();
    const location = await start();
    for (let count = 0; count < 100; count++) assert.equal((await get(location)).status, 200);
    assert.equal((await get(location)).status, 429);
    assert.equal((await get(location.replace("contoso", "fabrikam"))).status, 404);
  });

  test("do not count requests with a refused credential", async () => {
    const { post, simulator } = createCaller();
    for (let count = 0; count < 20; count++) await simulator.fetch(EXPORT, { method: "POST" });
    assert.equal((await post(EXPORT)).status, 202);
  });

  test("can be changed, and turned off", async () => {
    const strict = createCaller({ limits: { submissionsPerMinute: 1 } });
    assert.equal((await strict.post(EXPORT)).status, 202);
    assert.equal((await strict.post(EXPORT)).status, 429);
    const none = createCaller({ limits: false });
    for (let count = 0; count < 200; count++) assert.equal((await none.post(EXPORT)).status, 202);
    for (let count = 0; count < 20; count++) assert.equal((await none.get(INSIGHTS_EXPORT)).status, 200);
  });
});

describe("another origin", () => {
  const fromPage = { Origin: "https://portal.example" };

  test("gets an answer to a preflight without a credential", async () => {
    const response = await createSimulator().fetch(EXPORT, {
      method: "OPTIONS",
      headers: {
        ...fromPage,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "ocp-apim-subscription-key",
      },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.equal(response.headers.get("access-control-allow-methods"), "POST");
    assert.equal(response.headers.get("access-control-allow-headers"), "ocp-apim-subscription-key");
  });

  test("may read every answer, errors too, and other requests have no such headers", async () => {
    const { post, get, simulator } = createCaller();
    for (const response of [
      await post(EXPORT, undefined, { headers: fromPage }),
      await get(INSIGHTS_EXPORT, { headers: fromPage }),
      await simulator.fetch(EXPORT, { method: "POST", headers: fromPage }),
      await simulator.fetch(`${CONTOSO}/elsewhere`, { headers: fromPage }),
    ]) {
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
    }
    assert.equal((await post(EXPORT)).headers.get("access-control-allow-origin"), null);
  });
});
