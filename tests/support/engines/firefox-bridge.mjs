#!/usr/bin/env node
// Starts a Firefox that is not Playwright's, and passes messages between the two. Playwright starts this file in place
// of Firefox, and speaks WebDriver BiDi with it. Playwright 1.65 expects two things that Firefox ESR 153 does not have:
// - It does not know `emulation.setMediaFeaturesOverride`. The bridge sends a command without effect in its place, so
//   colour schemes cannot be emulated.
// - Its downloads have no id. The bridge adds one: the URL.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { WebSocket, WebSocketServer } from "ws";

const UNKNOWN = "emulation.setMediaFeaturesOverride";

const firefox = spawn(process.env.FIREFOX_PATH ?? "firefox", process.argv.slice(2), {
  stdio: ["inherit", "inherit", "pipe"],
});
firefox.on("exit", (code) => process.exit(code ?? 1));
for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"]))
  process.on(signal, () => firefox.kill(signal));

/** Returns the message for Firefox in place of one of Playwright's. */
function toFirefox(text) {
  if (!text.includes(UNKNOWN)) return text;
  const { id, method } = JSON.parse(text);
  return method === UNKNOWN ? JSON.stringify({ id, method: "session.status", params: {} }) : text;
}

/** Returns the message for Playwright in place of one of Firefox's. */
function toPlaywright(text) {
  if (!text.includes('"browsingContext.download')) return text;
  const message = JSON.parse(text);
  const { method, params } = message;
  if (!method?.startsWith("browsingContext.download") || params.download || params.navigation) return text;
  return JSON.stringify({ ...message, params: { ...params, download: params.url } });
}

/** Passes messages on as they come. Those that come before the other side is open are kept. */
function pass(from, to, change) {
  const waiting = [];
  const send = (data, binary) => to.send(binary ? data : change(String(data)));
  from.on("message", (data, binary) => {
    if (to.readyState === WebSocket.CONNECTING) waiting.push([data, binary]);
    else if (to.readyState === WebSocket.OPEN) send(data, binary);
  });
  to.on("open", () => waiting.splice(0).forEach(([data, binary]) => send(data, binary)));
  from.on("close", () => to.close());
  from.on("error", () => to.close());
}

/** Starts the bridge to this address of Firefox. Returns its own. */
async function bridge(address) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (playwright, { url }) => {
    const upstream = new WebSocket(new URL(url ?? "/", address));
    pass(playwright, upstream, toFirefox);
    pass(upstream, playwright, toPlaywright);
  });
  await new Promise((resolve) => server.on("listening", () => resolve(undefined)));
  return `ws://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
}

for await (const line of createInterface({ input: firefox.stderr })) {
  const [, address] = line.match(/WebDriver BiDi listening on (ws:\S+)/) ?? [];
  console.error(address ? `WebDriver BiDi listening on ${await bridge(address)}` : line);
}
