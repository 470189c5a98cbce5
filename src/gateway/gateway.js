// The portal's server side: adds the credential to the requests of a service's contract that the portal allows.
import { exchange } from "./exchange.js";
import { readOperation } from "./operation.js";
import { Patience } from "./patience.js";
import { Refusal } from "./refusal.js";
import { readBody } from "./request-body.js";
import { readRoutes } from "./route.js";
import { Site } from "./site.js";

/**
 * @typedef {import("./gateway-options.js").GatewayOptions} GatewayOptions
 * @typedef {import("./gateway-options.js").GatewayEvent} GatewayEvent
 */

/**
 * @param {GatewayOptions} options
 * @returns {import("./gateway-options.js").GatewayHandler}
 */
export function createGateway(options) {
  const { authorize, user, onRequest, maxBodyBytes = 256 << 20, maxResultBytes = 2 ** 33 } = options;
  const times = { idleMs: options.idleTimeoutMs ?? 60_000, totalMs: options.timeoutMs ?? 3_600_000 };
  const fetch = (/** @type {Request} */ request) => (options.fetch ?? globalThis.fetch)(request);
  const routes = readRoutes(options.routes, fetch);
  const site = new Site(options.origins, options.header ?? "X-Requested-With");

  /** @param {Request} request @param {Partial<GatewayEvent>} event @param {Patience} patience */
  async function respond(request, event, patience) {
    const url = new URL(request.url);
    const route = routes.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`));
    if (!route) throw new Refusal(404, "unknownRoute", "The gateway has no such route.");
    event.route = route.name;
    event.service = route.service;
    site.check(request, url);
    const { contract, shared } = await route.open();
    const path = url.pathname.slice(route.prefix.length);
    const operation = readOperation(contract, request.method, path, url.searchParams);
    const { operation: name, stage, report } = operation.request;
    const what = { route: route.name, service: route.service, operation: name, stage, report, ...operation.names };
    Object.assign(event, what);
    if (operation.changes) site.checkIntent(request, url);
    const readsBody = () => readBody(request, operation, maxBodyBytes, patience);
    // Only the bodies of the runtime name projects. They are read before `authorize` is asked about these projects.
    const early = operation.names.project || !operation.request.members ? undefined : await readsBody();
    const projects = early?.projects.length ? early.projects : [operation.names.project];
    for (const project of projects) {
      const answer = await authorize?.(request, { ...what, project });
      // The response may come from another realm or library.
      if (typeof answer === "object" && "status" in answer) return answer;
      if (answer !== true) throw new Refusal(403, "forbidden", "The portal does not allow this.");
    }
    if (projects[0] !== undefined) event.project = projects.join();
    event.user = user && String(await user(request));
    const body = early ?? (await readsBody());
    return await exchange({
      request,
      route,
      contract,
      shared,
      operation,
      body,
      event,
      fetch,
      patience,
      maxResultBytes,
    });
  }

  return async (request) => {
    const began = Date.now();
    const patience = new Patience(times);
    /** @type {Partial<GatewayEvent>} */
    const event = { method: request.method };
    /** @type {Response} */
    let answer;
    try {
      answer = await respond(request, event, patience);
      if (!patience.isStreaming) patience.stop();
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, "gatewayFailed", "The gateway failed.", { cause: error });
      event.code = refusal.code;
      event.error = refusal.cause;
      patience.end(refusal);
      answer = refusal.toResponse();
    }
    try {
      onRequest?.(/** @type {GatewayEvent} */ ({ ...event, status: answer.status, durationMs: Date.now() - began }));
    } catch {
      // Observing must not change what is observed.
    }
    return answer;
  };
}
