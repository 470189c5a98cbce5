// Azure Functions v4, with the host.json next to this file: without its empty `routePrefix`, paths begin with /api.
import functions from "@azure/functions";
import { gatewayOf } from "./gateway.js";

const gateway = gatewayOf(process.env);

/** @param {import("@azure/functions").HttpRequest} request */
export async function handler({ url, method, headers, body }) {
  /** @type {RequestInit & { duplex: "half" }} */
  const init = { method, headers: Object.fromEntries(headers), body: /** @type {any} */ (body), duplex: "half" };
  const answer = await gateway(new Request(url, init));
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: /** @type {any} */ (answer.body) };
}

functions.app.setup({ enableHttpStream: true });
functions.app.http("gateway", {
  route: "{*path}",
  methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  authLevel: "anonymous",
  handler,
});
