// Our own gateway behind Node's HTTP server, over real sockets.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { toNodeListener } from "export-jobs/gateway/node";
import { gatewayWith, RESULT, routes, scripted, STATUS } from "../support/own-gateway.mjs";

/** @type {import("node:http").Server} */
let service;
/** @type {import("node:http").Server} */
let server;
let port;
let serve;
let gateway;

/** Listens on loopback. */
async function listening(listener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: /** @type {import("node:net").AddressInfo} */ (server.address()).port };
}

before(async () => {
  const behind = await listening((incoming, outgoing) => serve(incoming, outgoing));
  service = behind.server;
  const endpoint = `http://127.0.0.1:${behind.port}`;
  gateway = gatewayWith({ routes: { "/language": { ...routes["/language"], endpoint } }, fetch });
  ({ server, port } = await listening(toNodeListener(gateway.handler)));
});
after(() => {
  for (const one of [server, service]) {
    one.closeAllConnections();
    one.close();
  }
});

const at = (path) => `http://127.0.0.1:${port}${path}`;

/** Sends bytes as they are, and returns everything that comes back until the connection ends. */
async function raw(text) {
  const socket = connect(port, "127.0.0.1");
  socket.end(text);
  const pieces = [];
  for await (const piece of socket) pieces.push(piece);
  return String(Buffer.concat(pieces));
}

describe("over a socket", () => {
  test("a file streams through, piece by piece", async () => {
    let outgoing;
    serve = (_, response) => {
      outgoing = response;
      response.writeHead(200, { "Content-Type": "application/zip", "Content-Length": "6", "Set-Cookie": "a=1" });
      response.write("one");
    };
    const response = await fetch(at(RESULT));
    assert.equal(response.headers.get("content-length"), "6");
    assert.equal(response.headers.get("set-cookie"), null);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const next = async () => String(Buffer.from((await reader.read()).value ?? []));
    assert.equal(await next(), "one", "before the service has sent the rest");
    outgoing.end("two");
    assert.equal(await next(), "two");
    assert.equal((await reader.read()).done, true);
  });

  test("a file streams in, piece by piece", async () => {
    const seen = [];
    let first;
    const arrived = new Promise((resolve) => (first = resolve));
    serve = async (incoming, response) => {
      for await (const piece of incoming) {
        seen.push(String(piece));
        first();
      }
      response.end("{}");
    };
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("one"));
        await arrived;
        controller.enqueue(new TextEncoder().encode("two"));
        controller.close();
      },
    });
    const response = await fetch(
      at("/language/language/authoring/analyze-text/projects/Inbox/:import?api-version=2023-04-01"),
      /** @type {any} */ ({
        method: "POST",
        headers: { ...scripted, "Content-Type": "application/json" },
        body,
        duplex: "half",
      }),
    );
    assert.equal(response.status, 200);
    assert.equal(seen.join(""), "onetwo");
  });

  test("a compressed file arrives as the service made it", async () => {
    serve = (incoming, response) => {
      assert.equal(incoming.headers["accept-encoding"], "identity");
      response.end("file");
    };
    assert.equal(await (await fetch(at(RESULT))).text(), "file");
  });

  test("a file that the service compresses unasked has no wrong length", async () => {
    const file = "file ".repeat(1000);
    serve = (_, response) => {
      const compressed = gzipSync(file);
      response.writeHead(200, { "Content-Encoding": "gzip", "Content-Length": String(compressed.length) });
      response.end(compressed);
    };
    const response = await fetch(at(RESULT));
    assert.equal(response.headers.get("content-encoding"), null);
    assert.equal(await response.text(), file);
  });

  test("a redirect of the service is not followed", async () => {
    const asked = [];
    serve = (incoming, response) => {
      asked.push(incoming.url);
      response.writeHead(302, { Location: "/elsewhere" });
      response.end();
    };
    assert.equal((await fetch(at(RESULT))).status, 502);
    assert.equal(asked.length, 1);
  });

  test("the service's answer is aborted when the user leaves", async () => {
    let closed;
    const isClosed = new Promise((resolve) => (closed = resolve));
    serve = (_, response) => {
      response.on("close", closed);
      response.write("one");
    };
    const controller = new AbortController();
    const response = await fetch(at(RESULT), { signal: controller.signal });
    const reader = /** @type {ReadableStream} */ (response.body).getReader();
    await reader.read();
    controller.abort();
    await isClosed;
  });

  test("a service that breaks off breaks off the user's download as well", async () => {
    serve = (_, response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("one", () => response.destroy());
    };
    const response = await fetch(at(RESULT));
    await assert.rejects(response.text());
  });
});

describe("invalid requests over a socket", () => {
  const reached = [];
  before(() => {
    serve = (incoming, response) => {
      reached.push(incoming.url);
      response.end("{}");
    };
  });
  const ends = "Connection: close\r\n\r\n";
  for (const [what, text, status] of /** @type {const} */ ([
    ["a target with another host", `GET http://evil.example${STATUS} HTTP/1.1\r\nHost: portal\r\n${ends}`, 400],
    ["a target that names a host with slashes", `GET //evil.example${STATUS} HTTP/1.1\r\nHost: portal\r\n${ends}`, 404],
    ["a target that climbs out", `GET /language/../x HTTP/1.1\r\nHost: portal\r\n${ends}`, 404],
    ["a host with a user's name", `GET ${STATUS} HTTP/1.1\r\nHost: portal@evil.example\r\n${ends}`, 400],
    ["a host with a path", `GET ${STATUS} HTTP/1.1\r\nHost: evil.example/x?\r\n${ends}`, 400],
    ["no host", `GET ${STATUS} HTTP/1.0\r\n\r\n`, 400],
    ["the star of OPTIONS", `OPTIONS * HTTP/1.1\r\nHost: portal\r\n${ends}`, 400],
    ["TRACE", `TRACE ${STATUS} HTTP/1.1\r\nHost: portal\r\n${ends}`, 400],
    [
      "two lengths",
      `POST ${STATUS} HTTP/1.1\r\nHost: portal\r\nContent-Length: 5\r\nContent-Length: 6\r\n${ends}hello`,
      400,
    ],
    [
      "a length and chunks",
      `POST ${STATUS} HTTP/1.1\r\nHost: portal\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n${ends}0\r\n\r\n`,
      400,
    ],
    [
      "chunks that are not the last encoding",
      `POST ${STATUS} HTTP/1.1\r\nHost: portal\r\nTransfer-Encoding: chunked, identity\r\n${ends}0\r\n\r\n`,
      400,
    ],
    ["a body in a GET", `GET ${STATUS} HTTP/1.1\r\nHost: portal\r\nContent-Length: 5\r\n${ends}hello`, 400],
    [
      "chunks in a GET",
      `GET ${STATUS} HTTP/1.1\r\nHost: portal\r\nTransfer-Encoding: chunked\r\n${ends}0\r\n\r\n`,
      400,
    ],
    ["a header in two lines", `GET ${STATUS} HTTP/1.1\r\nHost: portal\r\nX-A: 1\r\n 2: 3\r\n${ends}`, 400],
  ]))
    test(what, async () => {
      assert.match(await raw(text), new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.deepEqual(reached, []);
    });

  test("a second request hidden in the body of the first is not read", async () => {
    const hidden = `GET ${STATUS} HTTP/1.1\r\nHost: portal\r\n\r\n`;
    const first = `GET /x HTTP/1.1\r\nHost: portal\r\nContent-Length: ${hidden.length}\r\n\r\n`;
    const answers = await raw(first + hidden);
    assert.equal(answers.match(/HTTP\/1\.1 /g)?.length, 1, answers);
    assert.deepEqual(reached, []);
  });

  test("a body that is too large is refused before it is sent, and the connection is closed", async () => {
    const target = "/language/language/authoring/analyze-text/projects/Inbox/:import?api-version=2023-04-01";
    const answer = await raw(
      `POST ${target} HTTP/1.1\r\nHost: portal\r\nContent-Type: application/json\r\nX-Requested-With: 1\r\n` +
        "Content-Length: 99999999999\r\n\r\n{",
    );
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /^connection: close$/im);
    assert.deepEqual(reached, []);
  });

  test("a header named in Connection does not reach the service", async () => {
    let headers;
    serve = (incoming, response) => {
      headers = incoming.headers;
      response.end("{}");
    };
    await raw(
      `GET ${STATUS} HTTP/1.1\r\nHost: portal\r\nConnection: close, ocp-apim-subscription-key\r\nTE: trailers\r\n` +
        "Upgrade-Insecure-Requests: 1\r\nProxy-Authorization: Basic x\r\nKeep-Alive: 1\r\nX-Smuggled: 1\r\n\r\n",
    );
    assert.equal(headers["ocp-apim-subscription-key"], "key-4711-of-the-portal");
    for (const name of ["te", "proxy-authorization", "x-smuggled", "upgrade-insecure-requests"])
      assert.equal(headers[name], undefined, name);
  });
});

test("the route is the whole path in Express, which removes its own prefix", async () => {
  serve = (_, response) => response.end("{}");
  const listener = toNodeListener(gateway.handler);
  const { server, port } = await listening((incoming, outgoing) => {
    Object.assign(incoming, { originalUrl: incoming.url, url: incoming.url.slice("/language".length) });
    listener(incoming, outgoing);
  });
  assert.equal((await fetch(`http://127.0.0.1:${port}${STATUS}`)).status, 200);
  server.closeAllConnections();
  server.close();
});

test("the cookies of the portal's own answers pass, each on its own", async () => {
  const headers = new Headers([
    ["Set-Cookie", "a=1; Path=/"],
    ["Set-Cookie", "b=2; Path=/"],
  ]);
  const { handler } = gatewayWith({ authorize: () => new Response(null, { status: 401, headers }) });
  const { server, port } = await listening(toNodeListener(handler));
  const response = await fetch(`http://127.0.0.1:${port}${STATUS}`);
  assert.deepEqual(response.headers.getSetCookie(), ["a=1; Path=/", "b=2; Path=/"]);
  server.closeAllConnections();
  server.close();
});

test("a handler that fails ends the connection, and not the server", async () => {
  const { server, port } = await listening(toNodeListener(() => Promise.reject(new Error("broken"))));
  for (let count = 0; count < 2; count += 1) await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  server.close();
});
