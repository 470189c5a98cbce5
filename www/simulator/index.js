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
import { contractOf } from "./described/derive.js";
import { DescribedService } from "./described/service.js";
import { allowOrigin, answerPreflight } from "./cross-origin.js";
import { directory } from "./directory.js";
import { catalogue } from "./faults/catalogue.js";
import { FaultQueue } from "./faults/queue.js";
import { Jobs } from "./jobs.js";
import { RateLimit } from "./rate-limit.js";
import { readRedirect } from "./redirect.js";
import { RequestLog } from "./request-log.js";
import { sendFile } from "./results.js";
import { noLimits, publishedLimits } from "./service.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./arrival.js").Arrival} Arrival
 * @typedef {import("./clock.js").Clock} Clock
 * @typedef {import("./credentials.js").Credentials} Credentials
 * @typedef {import("./described/contract.js").DescribedContract} DescribedContract
 * @typedef {import("./described/derive.js").ServiceDescription} ServiceDescription
 * @typedef {import("./faults/queue.js").FaultOrder} FaultOrder
 * @typedef {import("./request-log.js").LoggedRequest} LoggedRequest
 * @typedef {import("./service.js").Limits} Limits
 * @typedef {import("./service.js").World} World
 * @typedef {import("./azure-language/seeds.js").ProjectSeed} ProjectSeed
 * @typedef {import("./azure-storage/accounts.js").AccountSeed} AccountSeed
 *
 * @typedef {object} SavedSimulator Plain JSON.
 * @property {import("./job.js").Job[]} jobs
 * @property {import("./azure-language/resources.js").SavedResources} [resources] Without them, the effects of the jobs are applied again.
 * @property {import("./azure-storage/accounts.js").SavedAccounts} [storage] Without it, the storage is that of the options.
 *
 * @typedef {object} SimulatorOptions
 * @property {Clock} [clock] The host's clock by default.
 * @property {() => number} [random] From 0 (inclusive) to 1; `Math.random` by default.
 * @property {Credentials} [credentials] By default the key "demo-key" and the token "demo-token".
 * @property {number} [pace] A factor for the duration of every job. 1 is like the services; with 0, jobs take no time.
 * @property {import("./results.js").Results} [results] How the files of jobs are sent: whole and as long as they are, by default.
 * @property {Partial<Limits> | false} [limits] The published ones by default; false for none.
 * @property {string[]} [empty] The origins whose Language resource starts without the sample projects.
 * @property {Record<string, string>} [regions] The regions of Language resources, by origin; "West Europe" by default.
 * @property {ProjectSeed[]} [projects] Projects that exist from the start, with their models and deployments.
 * @property {AccountSeed[]} [storage] Storage accounts with their containers and blobs.
 * @property {(DescribedContract | ServiceDescription)[]} [described] Services that are described as data. A contract of
 *   `export-jobs/simulator/services` answers as in the service's documentation, and a description as it says itself.
 * @property {SavedSimulator} [saved] The result of `save`: jobs, projects and storage of an earlier page.
 */

/**
 * Creates simulated services: Azure AI Language authoring with its Blob storage, and the export jobs of AvePoint
 * Graph Insights, as in their contracts and without a network. A request goes in, and a response comes out. Any host,
 * port and path prefix works. Every origin is a Language resource of its own.
 *
 * @param {SimulatorOptions} [options]
 */
export function createSimulator(options = {}) {
  const { clock = hostClock, random = Math.random, credentials = demoCredentials, pace = 1, limits, saved } = options;
  const { empty = [], regions = {}, projects = [], storage: accounts = [], results = {}, described = [] } = options;
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
  const services = [
    ...described.map((it) => new DescribedService(world, "routes" in it ? it : contractOf(it))),
    new AzureStorage(world),
    new AzureRuntime(world),
    new AzureLanguage(world),
    new AvePoint(world),
  ];
  // Node follows a request's signal only while something holds the request. A caller who waits for an answer does
  // not.
  /** @type {Set<Request>} */
  const underWay = new Set();
  plant();
  if (saved?.resources) resources.load(saved.resources);
  if (saved?.storage) storage.load(saved.storage);
  for (const job of saved?.jobs ?? []) jobs.add(readJob(job, saved?.resources !== undefined));

  /** Creates the projects and storage of the options. */
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
      const answered = () => {
        const { answer, job } = service.answer(arrival, operation);
        const asked = operation.place === "result" ? service.findJob(arrival, operation) : undefined;
        return { answer: asked ? sendFile(answer, arrival, asked, results) : answer, job };
      };
      if (!played) return answered().answer;
      const { fault, parameters } = played;
      const scene = { arrival, operation, service, parameters, pace };
      entry.fault = fault.name;
      const asked = service.findJob(arrival, operation);
      if (asked) fault.shape?.(asked, scene);
      const instead = await fault.instead?.(scene);
      if (instead) return instead;
      const { answer, job } = answered();
      if (job) fault.shape?.(job, scene);
      return fault.change && (answer.status < 400 || fault.changesErrors) ? fault.change(answer, scene) : answer;
    }
    return refuseAtGateway({ status: 404 }, {});
  }

  /**
   * Answers a request.
   * @param {Request} request @param {number} [hops] The number of redirects before.
   * @returns {Promise<Response>}
   */
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
    // A constructed response has no URL, but one from fetch has.
    return Object.defineProperties(response, { url: { value: arrival.url.href }, redirected: { value: hops > 0 } });
  }

  return {
    /**
     * Answers a request like the service. Rejects with the signal's reason as soon as it aborts, and with a TypeError
     * if fetch would: for a broken connection, or for a redirect that the request does not allow.
     *
     * @param {string | URL | Request} input
     * @param {RequestInit} [init]
     * @returns {Promise<Response>}
     */
    fetch: async (input, init) => handle(isRequest(input) && init === undefined ? input : new Request(input, init)),

    /**
     * Lets a fault happen to the next requests that match.
     *
     * @param {FaultOrder & { [parameter: string]: unknown }} order
     * @throws {TypeError} An unknown fault, place or parameter.
     */
    inject: (order) => queue.add(order),
    /** Removes the waiting faults. Their effects on jobs stay. */
    clearFaults: () => queue.clear(),
    /** Resets everything: no jobs, no faults, no requests, and the projects and blobs of the options. */
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
     * Returns jobs, projects and storage as plain JSON, for `saved`. So a page can restore them after a reload.
     * Meanwhile, running jobs continue by the clock.
     *
     * @returns {SavedSimulator}
     */
    save: () => ({ jobs: structuredClone(jobs.all()), resources: resources.save(), storage: storage.save() }),

    /**
     * Adds a project with its models and deployments. It replaces one of the same name.
     *
     * @param {ProjectSeed} seed
     */
    addProject: (seed) => plantProject(resources, seed),
    /**
     * Adds a storage account. It replaces one of the same origin.
     * @param {AccountSeed} seed
     */
    addStorage: (seed) => storage.add(seed, clock.now()),
    /**
     * Returns the current projects of a Language resource as plain data, for tests of the final state.
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
     * Returns the current blobs of a container by name, or undefined if the container does not exist.
     *
     * @param {string} origin @param {string} container
     * @returns {Record<string, Uint8Array> | undefined}
     */
    blobs(origin, container) {
      const blobs = storage.at(origin)?.containers[container];
      return blobs && Object.fromEntries(Object.entries(blobs).map(([name, blob]) => [name, bytesOf(blob)]));
    },

    /** All faults. */
    faults: catalogue,
    /** The faults that wait for their requests. */
    get pendingFaults() {
      return queue.pending;
    },
    /**
     * The last thousand received requests. They contain the credentials as sent.
     * @type {LoggedRequest[]}
     */
    requests: log.entries,
    /** The simulated services. */
    services: directory,
  };
}

/**
 * @param {import("./job.js").Job} stored
 * @param {boolean} hasProjects Whether the effects of the job are stored too.
 */
function readJob(stored, hasProjects) {
  const job = structuredClone(stored);
  if (hasEffect(job.operation) && !(hasProjects && job.settled)) job.settled = false;
  return job;
}

/**
 * Returns whether a value is a Request, of any realm.
 *
 * @param {string | URL | Request} input
 * @returns {input is Request}
 */
const isRequest = (input) => typeof input === "object" && "method" in input;

/** @typedef {ReturnType<typeof createSimulator>} Simulator */
