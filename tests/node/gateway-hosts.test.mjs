// The examples of our own gateway, each started in its host, with an export through it from start to file.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import functions from "@azure/functions";
import init, { AzureLanguage } from "export-jobs";
import { inRoot } from "../../scripts/project.mjs";
import { simulated } from "../support/gateway.mjs";

await init();

const TOKEN = "portal-4711";
const programs = [];
let service;
let env;

before(async () => {
  const simulator = simulated();
  service = createServer(async (incoming, outgoing) => {
    const pieces = [];
    for await (const piece of incoming) pieces.push(piece);
    const { method, headers } = incoming;
    const body = pieces.length > 0 && method !== "GET" ? Buffer.concat(pieces) : undefined;
    const request = new Request(`http://${headers.host}${incoming.url}`, {
      method,
      headers: /** @type {any} */ (headers),
      body,
    });
    const answer = await simulator.fetch(request);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
  const { port } = service.address();
  env = { LANGUAGE_ENDPOINT: `http://127.0.0.1:${port}`, LANGUAGE_KEY: "demo-key", PORTAL_TOKEN: TOKEN, PORT: "0" };
});
after(() => {
  for (const program of programs) program.kill();
  service.closeAllConnections();
  service.close();
});

/** Runs an export through a gateway, and what it refuses. */
async function exportThrough(endpoint, fetch) {
  const client = (token) =>
    new AzureLanguage({
      endpoint,
      family: "analyze-text",
      headers: { "X-Requested-With": "export-jobs", Authorization: `Bearer ${token}` },
    });
  const run = { fetch, intervalMs: 300 };
  const portal = client(TOKEN);
  const poller = await portal.start(portal.exportRequest("SupportInbox"), run);
  assert.ok(poller.job.url.startsWith(endpoint), poller.job.url);
  const result = await poller.result();
  assert.equal(JSON.parse(await result.blob().text()).metadata.projectName, "SupportInbox");
  const stranger = client("wrong");
  await assert.rejects(stranger.start(stranger.exportRequest("SupportInbox"), run), { code: "unauthorized" });
  await assert.rejects(portal.start(portal.importRequest("SupportInbox", "{}"), run), { code: "forbidden" });
}

/** Starts a program, and returns the address that it prints. */
async function started(command, ...args) {
  const program = spawn(command, args, {
    cwd: inRoot(),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  programs.push(program);
  let said = "";
  program.stderr.on("data", (text) => (said += text));
  for await (const line of createInterface({ input: program.stdout })) {
    const [, url] = /listening on (\S+)/.exec(line) ?? [];
    if (url) {
      // Keeps reading, so that the program never blocks.
      program.stdout.resume();
      return url;
    }
  }
  throw new Error(`${command} ended: ${said}`);
}

const example = (name) => inRoot("examples", "gateway", name);
const installed = (name) => inRoot("node_modules", ".bin", name);
/** Says why a test is skipped: npm installs only programs that exist for the platform. */
const lacks = (name) => spawnSync(installed(name), ["--version"]).status !== 0 && `${name} is not installed`;

test("Node", async () => {
  await exportThrough(`${await started(process.execPath, example("node.js"))}/language`, fetch);
});

test("Deno", { skip: lacks("deno") }, async () => {
  const map = `data:application/json,${encodeURIComponent(
    JSON.stringify({ imports: { "export-jobs/gateway": `file://${inRoot("dist", "gateway.js")}` } }),
  )}`;
  const url = await started(
    installed("deno"),
    "run",
    "--no-config",
    "--allow-net=127.0.0.1",
    "--allow-env",
    `--import-map=${map}`,
    example("deno.js"),
  );
  await exportThrough(`${url}/language`, fetch);
});

test("Bun", { skip: lacks("bun") }, async () => {
  await exportThrough(`${await started(installed("bun"), example("bun.js"))}/language`, fetch);
});

test("a Cloudflare worker, called in Node", async () => {
  const { default: worker } = await import("../../examples/gateway/worker.js");
  await exportThrough("https://portal.example/language", (request) => worker.fetch(request, env));
});

test("an Azure function, called in Node", async () => {
  Object.assign(process.env, env);
  const { handler } = await import("../../examples/gateway/functions.js");
  await exportThrough("https://portal.example/language", async (request) => {
    const { method, url } = request;
    const headers = Object.fromEntries(request.headers);
    const body = request.body ? { string: await request.text() } : undefined;
    const { body: answer, ...rest } = await handler(new functions.HttpRequest({ method, url, headers, body }));
    return new Response(answer, rest);
  });
});
