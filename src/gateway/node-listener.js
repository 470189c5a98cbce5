// Connects a gateway with the servers of Node.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * @param {import("./gateway-options.js").GatewayHandler} handler
 * @returns {import("./node-listener-types.js").NodeListener}
 */
export function toNodeListener(handler) {
  return (incoming, outgoing) => {
    serve(handler, incoming, outgoing).catch(() => outgoing.destroy());
  };
}

/**
 * @param {import("./gateway-options.js").GatewayHandler} handler
 * @param {import("node:http").IncomingMessage} incoming
 * @param {import("node:http").ServerResponse} outgoing
 */
async function serve(handler, incoming, outgoing) {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const request = requestOf(incoming, gone.signal);
  const answer = request ? await handler(request) : new Response(null, { status: 400 });
  for (const [name, value] of answer.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  // Bytes that the gateway did not read must not be read as another request.
  if (!incoming.complete && incoming.httpVersionMajor < 2) outgoing.setHeader("connection", "close");
  outgoing.writeHead(answer.status);
  if (answer.body) await pipeline(Readable.fromWeb(/** @type {any} */ (answer.body)), outgoing);
  else outgoing.end();
}

/**
 * Returns the request, or nothing if it is malformed. The target must be a path: with any other target, a client could
 * name another host.
 *
 * @param {import("node:http").IncomingMessage & { originalUrl?: string }} incoming
 * @param {AbortSignal} signal
 */
function requestOf(incoming, signal) {
  const { method = "GET", headers, rawHeaders, socket } = incoming;
  // Express removes the listener's own path from `url`.
  const target = incoming.originalUrl ?? incoming.url ?? "";
  const host = headers.host ?? String(headers[":authority"] ?? "");
  if (!target.startsWith("/") || !/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)) return undefined;
  const passed = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (!rawHeaders[at].startsWith(":")) passed.append(rawHeaders[at], rawHeaders[at + 1]);
  const hasBody =
    method !== "GET" &&
    method !== "HEAD" &&
    (Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined);
  try {
    return new Request(`${"encrypted" in socket ? "https" : "http"}://${host}${target}`, {
      method,
      headers: passed,
      body: hasBody ? /** @type {any} */ (Readable.toWeb(incoming)) : undefined,
      signal,
      .../** @type {any} */ ({ duplex: "half" }),
    });
  } catch {
    return undefined;
  }
}
