import { createServer } from "node:http";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createSimulator } from "../../www/simulator/index.js";

/**
 * Serves the simulator over real HTTP, on loopback only.
 *
 * @typedef {import("../../www/simulator/index.js").Simulator} Simulator
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 *
 * @param {{ port?: number, simulator?: Simulator }} [options] Port 0 takes a free one.
 * @returns {Promise<{ url: string, simulator: Simulator, close(): Promise<void> }>}
 */
export async function serveSimulator({ port = 0, simulator = createSimulator() } = {}) {
  const server = createServer((incoming, outgoing) => {
    // If fetch would reject, for example for a dropped connection, the socket is broken here.
    answer(simulator, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise((resolve, reject) =>
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(undefined)),
  );
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    simulator,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {Simulator} simulator @param {IncomingMessage} incoming @param {ServerResponse} outgoing */
async function answer(simulator, incoming, outgoing) {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort(new Error("The client has gone.")));
  const request = await readRequest(incoming, gone.signal);
  const response = await (control(simulator, request) ?? simulator.fetch(request));
  outgoing.sendDate = false;
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  // Otherwise the headers of a slow body would wait for its first piece.
  outgoing.flushHeaders();
  // It waits for the client.
  await pipeline(response.body ?? [], outgoing);
}

/** @param {IncomingMessage} incoming @param {AbortSignal} signal */
async function readRequest(incoming, signal) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  for await (const piece of incoming) pieces.push(piece);
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index], incoming.rawHeaders[index + 1]);
  }
  const method = incoming.method ?? "GET";
  const body = pieces.length === 0 || method === "GET" || method === "HEAD" ? undefined : Buffer.concat(pieces);
  // The client decides about redirects. They are sent unchanged.
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method,
    headers,
    body,
    signal,
    redirect: "manual",
  });
}

/**
 * The simulator's control endpoints, for tests and pages that reach it only over HTTP.
 *
 * @param {Simulator} simulator @param {Request} request @returns {Promise<Response> | undefined}
 */
function control(simulator, request) {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith("/simulator/")) return undefined;
  return answerControl(simulator, request, `${request.method} ${pathname}`);
}

/** @param {Simulator} simulator @param {Request} request @param {string} endpoint */
async function answerControl(simulator, request, endpoint) {
  switch (endpoint) {
    case "GET /simulator/faults":
      return controlAnswer(200, { faults: simulator.faults, pending: simulator.pendingFaults });
    case "POST /simulator/faults":
      try {
        simulator.inject(await request.json());
        return controlAnswer(204);
      } catch (error) {
        return controlAnswer(400, { message: String(error) });
      }
    case "DELETE /simulator/faults":
      simulator.clearFaults();
      return controlAnswer(204);
    case "POST /simulator/reset":
      simulator.reset();
      return controlAnswer(204);
    case "GET /simulator/requests":
      return controlAnswer(200, simulator.requests);
  }
  if (request.method === "OPTIONS") return controlAnswer(204);
  return controlAnswer(404, { message: `There is no ${endpoint}.` });
}

/** @param {number} status @param {unknown} [value] */
const controlAnswer = (status, value) =>
  new Response(value === undefined ? null : JSON.stringify(value), {
    status,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "GET, POST, DELETE",
      "Access-Control-Allow-Headers": "Content-Type",
    },
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string", default: "8787" } } });
  const { url } = await serveSimulator({ port: Number(values.port) });
  console.log(`The simulated services answer at ${url}\nKey: demo-key, token: demo-token. Ctrl+C ends.`);
}
