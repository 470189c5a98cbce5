import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, beforeEach, describe, test } from "node:test";
import { createSimulator } from "../../www/simulator/index.js";
import { serveSimulator } from "./server.mjs";

/** @type {Awaited<ReturnType<typeof serveSimulator>>} */
let server;
/** @type {string} */
let exportUrl;
const headers = { "Ocp-Apim-Subscription-Key": "demo-key" };

before(async () => {
  server = await serveSimulator({ simulator: createSimulator({ pace: 0, limits: false }) });
  exportUrl = `${server.url}/language/authoring/analyze-conversations/projects/CityTransit/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01`;
});
beforeEach(() => server.simulator.reset());
after(() => server.close());

const start = async () => (await fetch(exportUrl, { method: "POST", headers })).headers.get("operation-location") ?? "";

describe("over HTTP", () => {
  test("an export runs to its result, on the loopback address only", async () => {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const location = await start();
    assert.ok(location.startsWith(server.url));
    const { resultUrl, status } = await (await fetch(location, { headers })).json();
    assert.equal(status, "succeeded");
    const response = await fetch(resultUrl, { headers });
    assert.equal((await response.json()).metadata.projectName, "CityTransit");
  });

  test("an import's body arrives whole", async () => {
    const file = {
      projectFileVersion: "2023-04-01",
      stringIndexType: "Utf16CodeUnit",
      metadata: { projectKind: "Conversation", projectName: "Big", language: "en", description: "ä🚋".repeat(500_000) },
    };
    const response = await fetch(
      `${server.url}/language/authoring/analyze-conversations/projects/Big/:import?api-version=2023-04-01`,
      { method: "POST", headers, body: JSON.stringify(file) },
    );
    assert.equal(response.status, 202);
    assert.equal(server.simulator.requests[0].body, JSON.stringify(file));
  });

  test("the ZIP of an AvePoint export comes as bytes", async () => {
    const token = { authorization: "Bearer demo-token" };
    const { jobId } = await (
      await fetch(`${server.url}/insights/sites/permission/export?siteUrls=a`, { headers: token })
    ).json();
    const response = await fetch(`${server.url}/insights/job/${jobId}/exportfile`, { headers: token });
    assert.equal((await response.arrayBuffer()).byteLength, Number(response.headers.get("content-length")));
  });

  test("a dropped connection is a broken socket", async () => {
    server.simulator.inject({ fault: "drop" });
    await assert.rejects(fetch(exportUrl, { method: "POST", headers }), TypeError);
    assert.equal((await fetch(exportUrl, { method: "POST", headers })).status, 202);
  });

  test("a body that breaks breaks", async () => {
    const location = await start();
    server.simulator.inject({ fault: "truncatedBody", breaks: true });
    const response = await fetch(location, { headers });
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), TypeError);
  });

  test("a slow body's headers come before its end", async () => {
    const location = await start();
    server.simulator.inject({ fault: "slowBody", overMs: 60_000 });
    const controller = new AbortController();
    const response = await fetch(location, { headers, signal: controller.signal });
    assert.equal(response.status, 200);
    controller.abort("seen enough");
    await assert.rejects(response.text());
  });

  test("a request that is never answered ends when its client goes", async () => {
    server.simulator.inject({ fault: "hangs" });
    const controller = new AbortController();
    const pending = fetch(exportUrl, { method: "POST", headers, signal: controller.signal });
    while (server.simulator.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort("left");
    await assert.rejects(pending, (reason) => reason === "left");
    while (server.simulator.requests[0].status === null) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(server.simulator.requests[0].status, 0);
  });

  test("a redirect goes out as it is", async () => {
    server.simulator.inject({ fault: "redirect" });
    const response = await fetch(exportUrl, { method: "POST", headers, redirect: "manual" });
    assert.equal(response.status, 307);
    assert.match(response.headers.get("location") ?? "", /^https:\/\/storage\.elsewhere\.example\/language\//);
  });

  test("a page on another origin gets an answer", async () => {
    const { port } = new URL(server.url);
    // In Node, fetch does not let a caller set Origin, but a socket does.
    const answer = await new Promise((resolve) => {
      let text = "";
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(
          "OPTIONS /language/authoring/analyze-text/projects/a/:export HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://portal.example\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n",
        ),
      );
      socket.on("data", (data) => (text += data)).on("close", () => resolve(text));
    });
    assert.match(answer, /^HTTP\/1\.1 204 /);
    assert.match(answer, /access-control-allow-origin: \*/i);
  });
});

describe("the control endpoints", () => {
  const control = (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body = undefined) =>
    fetch(`${server.url}/simulator/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

  test("inject and clear faults", async () => {
    assert.equal((await control("POST", "faults", { fault: "unavailable", on: "submit", times: null })).status, 204);
    assert.equal((await fetch(exportUrl, { method: "POST", headers })).status, 503);
    assert.equal((await control("DELETE", "faults")).status, 204);
    assert.equal((await fetch(exportUrl, { method: "POST", headers })).status, 202);
    const refused = await control("POST", "faults", { fault: "nothing" });
    assert.equal(refused.status, 400);
    assert.match((await refused.json()).message, /no fault "nothing"/);
    const { faults } = await (await control("GET", "faults")).json();
    assert.equal(faults.length, server.simulator.faults.length);
  });

  test("show what was received, and forget it", async () => {
    await start();
    const requests = await (await control("GET", "requests")).json();
    assert.deepEqual(
      requests.map((/** @type {any} */ { method, url, status }) => [method, url, status]),
      [["POST", exportUrl, 202]],
    );
    assert.equal((await control("POST", "reset")).status, 204);
    assert.deepEqual(await (await control("GET", "requests")).json(), []);
    assert.equal((await control("GET", "elsewhere")).status, 404);
  });
});
