// The development server: the clients that it answers.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/static-server.mjs";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => void (server = await serve()));
after(() => server.close());

/** Returns the status of the page for a Host header, which `fetch` does not let a caller choose. */
const status = (/** @type {string} */ host) =>
  new Promise((resolve, reject) => {
    const request = http.get(`${server.url}/www/index.html`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject);
  });

test("answers to the names of the loopback with any port", async () => {
  for (const host of [
    "localhost",
    `LOCALHOST:${server.port}`,
    "demo.localhost:8080",
    "127.0.0.1",
    `127.0.0.1:${server.port}`,
    "127.1.2.3:80",
    "[::1]",
    "[::1]:8080",
  ]) {
    assert.equal(await status(host), 200, host);
  }
});

test("refuses every other name, against DNS rebinding", async () => {
  for (const host of [
    "evil.example",
    `evil.example:${server.port}`,
    "localhost.evil.example",
    "evillocalhost",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "[::1].evil.example",
    "0.0.0.0",
    "192.168.0.1",
  ]) {
    assert.equal(await status(host), 403, host);
  }
});
