import assert from "node:assert/strict";
import { describe } from "node:test";
import { EXPORT, INSIGHTS_EXPORT } from "../caller.mjs";
import { fault } from "./scenario.mjs";

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

  fault("throttleSilently", "only the message has the seconds", async ({ post, getJson }, inject) => {
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
