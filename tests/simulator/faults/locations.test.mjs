import assert from "node:assert/strict";
import { describe } from "node:test";
import { CONTOSO, EXPORT } from "../caller.mjs";
import { fault, FOREIGN, isTypeError } from "./scenario.mjs";

describe("a location", () => {
  fault("foreignLocation", "the job is elsewhere, and served there", async ({ start, get }, inject) => {
    inject();
    const location = await start();
    assert.equal(new URL(location).origin, FOREIGN);
    assert.equal((await get(location)).status, 200);
  });

  fault(
    "foreignResult",
    "the result is at another origin, and served there",
    async ({ start, finish, getJson, get }, inject) => {
      inject({ origin: "https://cdn.example:8443" });
      const location = await start();
      assert.equal(new URL(location).origin, CONTOSO);
      await finish();
      const { resultUrl } = await getJson(location);
      assert.equal(new URL(resultUrl).origin, "https://cdn.example:8443");
      assert.equal((await get(resultUrl)).status, 200);
    },
  );

  fault(
    "redirect",
    "follows as fetch does: the token stays behind, the key goes along",
    async ({ start, get, simulator }, inject) => {
      const location = await start();
      inject({ on: "status" });
      const response = await get(location, { headers: { Authorization: "Bearer demo-token" } });
      assert.equal(response.status, 200);
      assert.equal(response.redirected, true);
      assert.equal(new URL(response.url).origin, FOREIGN);
      const received = simulator.requests.at(-1);
      assert.equal(received?.headers.authorization, undefined);
      assert.equal(received?.headers["ocp-apim-subscription-key"], "demo-key");
    },
  );

  fault("redirect", "is handed over or refused when the request says so", async ({ start, get, post }, inject) => {
    const location = await start();
    inject({ times: 3, status: 302 });
    const response = await get(location, { redirect: "manual" });
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("location"), location.replace(CONTOSO, FOREIGN));
    await assert.rejects(get(location, { redirect: "error" }), isTypeError);
    // A redirected POST becomes a GET after a 302.
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
