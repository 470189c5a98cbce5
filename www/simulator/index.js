import { untilAborted } from "./abort.js";
import { toResponse } from "./answer.js";
import { readArrival } from "./arrival.js";
import { AvePoint } from "./avepoint/index.js";
import { AzureLanguage } from "./azure-language/index.js";
import { refuseAtGateway } from "./azure-language/refusal.js";
import { AzureRuntime } from "./azure-runtime/index.js";
import { hostClock } from "./clock.js";
import { demoCredentials } from "./credentials.js";
import { allowOrigin, answerPreflight } from "./cross-origin.js";
import { directory } from "./directory.js";
import { catalogue } from "./faults/catalogue.js";
import { FaultQueue } from "./faults/queue.js";
import { Jobs } from "./jobs.js";
import { RateLimit } from "./rate-limit.js";
import { readRedirect } from "./redirect.js";
import { RequestLog } from "./request-log.js";
import { noLimits, publishedLimits } from "./service.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./arrival.js").Arrival} Arrival
 * @typedef {import("./clock.js").Clock} Clock
 * @typedef {import("./credentials.js").Credentials} Credentials
 * @typedef {import("./faults/queue.js").FaultOrder} FaultOrder
 * @typedef {import("./request-log.js").LoggedRequest} LoggedRequest
 * @typedef {import("./service.js").Limits} Limits
 * @typedef {import("./service.js").World} World
 * @typedef {{ jobs: import("./job.js").Job[] }} SavedSimulator Plain JSON.
 *
 * @typedef {object} SimulatorOptions
 * @property {Clock} [clock] The host's by default.
 * @property {() => number} [random] From 0 (inclusive) to 1; `Math.random` by default.
 * @property {Credentials} [credentials] By default the key "demo-key" and the token "demo-token".
 * @property {number} [pace] A factor on the duration of every job; 1 is as the services are, 0 is at once.
 * @property {Partial<Limits> | false} [limits] By default the published ones; false for none.
 * @property {SavedSimulator} [saved] What `save` gave: the jobs and imported projects of an earlier page.
 */

/**
 * The export jobs of Azure AI Language authoring and AvePoint Graph Insights, as the contracts say and without a
 * network: a request goes in, a response comes out. Any host, port and path prefix will do.
 *
 * @param {SimulatorOptions} [options]
 */
export function createSimulator(options = {}) {
  const { clock = hostClock, random = Math.random, credentials = demoCredentials, pace = 1, limits, saved } = options;
  const jobs = new Jobs();
  const rates = new RateLimit();
  const log = new RequestLog();
  const queue = new FaultQueue();
  /** @type {World} */
  const world = {
    clock,
    random,
    credentials,
    pace,
    limits: limits === false ? noLimits : { ...publishedLimits, ...limits },
    jobs,
    rates,
  };
  const services = [new AzureRuntime(world), new AzureLanguage(world), new AvePoint(world)];
  // Node follows a request's signal only while somebody holds the request, and who waits for an answer holds nothing.
  /** @type {Set<Request>} */
  const underWay = new Set();
  for (const job of saved?.jobs ?? []) jobs.add(structuredClone(job));

  /** @param {Arrival} arrival @param {LoggedRequest} entry @returns {Promise<Answer>} */
  async function answer(arrival, entry) {
    for (const service of services) {
      const operation = /** @type {any} */ (service.readOperation(arrival));
      if (operation === undefined) continue;
      const played = queue.take(operation);
      if (!played) return service.answer(arrival, operation).answer;
      const { fault, parameters } = played;
      const scene = { arrival, operation, service, parameters, pace };
      entry.fault = fault.name;
      const asked = service.findJob(arrival, operation);
      if (asked) fault.shape?.(asked, scene);
      const instead = await fault.instead?.(scene);
      if (instead) return instead;
      const { answer, job } = service.answer(arrival, operation);
      if (job) fault.shape?.(job, scene);
      return fault.change && (answer.status < 400 || fault.changesErrors) ? fault.change(answer, scene) : answer;
    }
    return refuseAtGateway({ status: 404 }, {});
  }

  /** @param {Request} request @param {number} [hops] Redirects before. @returns {Promise<Response>} */
  async function handle(request, hops = 0) {
    underWay.add(request);
    try {
      return await untilAborted(request.signal, () => exchange(request, hops));
    } finally {
      underWay.delete(request);
    }
  }

  /** @param {Request} request @param {number} hops @returns {Promise<Response>} */
  async function exchange(request, hops) {
    const arrival = await readArrival(request, clock.now());
    const entry = log.add(arrival);
    const given = await untilAborted(
      request.signal,
      async () => answerPreflight(arrival) ?? (await answer(arrival, entry)),
    ).catch((reason) => {
      entry.status = 0;
      throw reason;
    });
    entry.status = given.status;
    const next = readRedirect(request, arrival.body, given.status, given.headers.Location, hops);
    if (next) return handle(next, hops + 1);
    const response = toResponse(allowOrigin(given, arrival), clock, request);
    // A response that a script constructs has no URL; one that fetch gives has.
    return Object.defineProperties(response, { url: { value: arrival.url.href }, redirected: { value: hops > 0 } });
  }

  return {
    /**
     * Answers a request as the service would. Rejects with the signal's reason as soon as it aborts, and with a
     * TypeError where fetch would: the connection dropped, or a redirect that the request does not allow.
     *
     * @param {RequestInfo | URL} input
     * @param {RequestInit} [init]
     * @returns {Promise<Response>}
     */
    fetch: async (input, init) =>
      handle(input instanceof Request && init === undefined ? input : new Request(input, init)),

    /**
     * Lets something go wrong with the next requests that fit.
     *
     * @param {FaultOrder} order
     * @throws {TypeError} An unknown fault, place or parameter.
     */
    inject: (order) => queue.add(order),
    /** Forgets the faults that still wait. What they did to jobs stays. */
    clearFaults: () => queue.clear(),
    /** As new: no job, no imported project, no fault, no request. */
    reset() {
      jobs.clear();
      rates.clear();
      queue.clear();
      log.clear();
    },
    /**
     * The jobs and imported projects as plain JSON, for `saved`: so a page finds them again after a reload.
     *
     * @returns {SavedSimulator}
     */
    save: () => ({ jobs: structuredClone(jobs.all()) }),

    /** Every fault there is. */
    faults: catalogue,
    /** The faults that still wait for their requests. */
    get pendingFaults() {
      return queue.pending;
    },
    /** What was received, the last thousand. Credentials stand in it as they came. @type {LoggedRequest[]} */
    requests: log.entries,
    /** What there is to try. */
    services: directory,
  };
}

/** @typedef {ReturnType<typeof createSimulator>} Simulator */
