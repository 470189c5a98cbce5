import { untilAborted } from "./abort.js";
import { toResponse } from "./answer.js";
import { readArrival } from "./arrival.js";
import { AvePoint } from "./avepoint/index.js";
import { hasEffect, settle } from "./azure-language/effects.js";
import { AzureLanguage } from "./azure-language/index.js";
import { fileOf } from "./azure-language/project.js";
import { refuseAtGateway } from "./azure-language/refusal.js";
import { Resources } from "./azure-language/resources.js";
import { plantProject } from "./azure-language/seeds.js";
import { AzureRuntime } from "./azure-runtime/index.js";
import { Accounts, bytesOf } from "./azure-storage/accounts.js";
import { AzureStorage } from "./azure-storage/index.js";
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
 * @typedef {import("./azure-language/seeds.js").ProjectSeed} ProjectSeed
 * @typedef {import("./azure-storage/accounts.js").AccountSeed} AccountSeed
 *
 * @typedef {object} SavedSimulator Plain JSON.
 * @property {import("./job.js").Job[]} jobs
 * @property {import("./azure-language/resources.js").SavedResources} [resources] Without them, what the jobs did is done again.
 * @property {import("./azure-storage/accounts.js").SavedAccounts} [storage] Without it, it is as the options say.
 *
 * @typedef {object} SimulatorOptions
 * @property {Clock} [clock] The host's by default.
 * @property {() => number} [random] From 0 (inclusive) to 1; `Math.random` by default.
 * @property {Credentials} [credentials] By default the key "demo-key" and the token "demo-token".
 * @property {number} [pace] A factor on the duration of every job; 1 is as the services are, 0 is at once.
 * @property {Partial<Limits> | false} [limits] By default the published ones; false for none.
 * @property {string[]} [empty] The origins whose Language resource starts without the sample projects.
 * @property {Record<string, string>} [regions] The regions of Language resources, by origin; "West Europe" by default.
 * @property {ProjectSeed[]} [projects] Projects that are there from the start, with their models and deployments.
 * @property {AccountSeed[]} [storage] Storage accounts with their containers and blobs.
 * @property {SavedSimulator} [saved] What `save` gave: jobs, projects and storage of an earlier page.
 */

/**
 * Azure AI Language authoring with the Blob storage beside it, and the export jobs of AvePoint Graph Insights, as the
 * contracts say and without a network: a request goes in, a response comes out. Any host, port and path prefix will
 * do, and every origin is a Language resource of its own.
 *
 * @param {SimulatorOptions} [options]
 */
export function createSimulator(options = {}) {
  const { clock = hostClock, random = Math.random, credentials = demoCredentials, pace = 1, limits, saved } = options;
  const { empty = [], regions = {}, projects = [], storage: accounts = [] } = options;
  const jobs = new Jobs();
  const rates = new RateLimit();
  const log = new RequestLog();
  const queue = new FaultQueue();
  const resources = new Resources(empty, regions);
  const storage = new Accounts();
  /** @type {World} */
  const world = {
    clock,
    random,
    credentials,
    pace,
    limits: limits === false ? noLimits : { ...publishedLimits, ...limits },
    jobs,
    rates,
    resources,
    storage,
  };
  const services = [new AzureStorage(world), new AzureRuntime(world), new AzureLanguage(world), new AvePoint(world)];
  // Node follows a request's signal only while somebody holds the request, and who waits for an answer holds nothing.
  /** @type {Set<Request>} */
  const underWay = new Set();
  plant();
  if (saved?.resources) resources.load(saved.resources);
  if (saved?.storage) storage.load(saved.storage);
  for (const job of saved?.jobs ?? []) jobs.add(readJob(job, saved?.resources !== undefined));

  /** What the options say to be there from the start. */
  function plant() {
    for (const account of accounts) storage.add(account, clock.now());
    for (const project of projects) plantProject(resources, project);
  }

  /** @param {Arrival} arrival @param {LoggedRequest} entry @returns {Promise<Answer>} */
  async function answer(arrival, entry) {
    for (const service of services) {
      const operation = /** @type {any} */ (service.readOperation(arrival));
      if (operation === undefined) continue;
      if (operation.place !== undefined) Object.assign(entry, { operation: operation.name, place: operation.place });
      const played = queue.take(operation, arrival.url.origin);
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
     * @param {string | URL | Request} input
     * @param {RequestInit} [init]
     * @returns {Promise<Response>}
     */
    fetch: async (input, init) => handle(isRequest(input) && init === undefined ? input : new Request(input, init)),

    /**
     * Lets something go wrong with the next requests that fit.
     *
     * @param {FaultOrder & { [parameter: string]: unknown }} order
     * @throws {TypeError} An unknown fault, place or parameter.
     */
    inject: (order) => queue.add(order),
    /** Forgets the faults that still wait. What they did to jobs stays. */
    clearFaults: () => queue.clear(),
    /** As new: no job, no fault, no request, and the projects and blobs of the options. */
    reset() {
      jobs.clear();
      resources.clear();
      storage.clear();
      plant();
      rates.clear();
      queue.clear();
      log.clear();
    },
    /**
     * Jobs, projects and storage as plain JSON, for `saved`: so a page finds them again after a reload. Jobs that run
     * go on by the clock meanwhile.
     *
     * @returns {SavedSimulator}
     */
    save: () => ({ jobs: structuredClone(jobs.all()), resources: resources.save(), storage: storage.save() }),

    /**
     * Puts a project in place, with its models and deployments, instead of one of the same name.
     *
     * @param {ProjectSeed} seed
     */
    addProject: (seed) => plantProject(resources, seed),
    /** Puts a storage account in place, instead of one of the same origin. @param {AccountSeed} seed */
    addStorage: (seed) => storage.add(seed, clock.now()),
    /**
     * The projects that a Language resource has now, as plain data: for tests that look at the end state.
     *
     * @param {string} origin
     */
    projects(origin) {
      settle(world, clock.now());
      return structuredClone(resources.at(origin).projects).map((project) => ({
        ...project,
        file: fileOf(project, project.text),
      }));
    },
    /**
     * The blobs of a container now, by name; undefined when there is no such container.
     *
     * @param {string} origin @param {string} container
     * @returns {Record<string, Uint8Array> | undefined}
     */
    blobs(origin, container) {
      const blobs = storage.at(origin)?.containers[container];
      return blobs && Object.fromEntries(Object.entries(blobs).map(([name, blob]) => [name, bytesOf(blob)]));
    },

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

/**
 * @param {import("./job.js").Job} stored
 * @param {boolean} hasProjects What the job did is stored, too.
 */
function readJob(stored, hasProjects) {
  const job = structuredClone(stored);
  if (hasEffect(job.operation) && !(hasProjects && job.settled)) job.settled = false;
  return job;
}

/**
 * Whether it is a request, of whichever realm.
 *
 * @param {string | URL | Request} input
 * @returns {input is Request}
 */
const isRequest = (input) => typeof input === "object" && "method" in input;

/** @typedef {ReturnType<typeof createSimulator>} Simulator */
