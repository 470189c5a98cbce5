import { answerWith, emptyAnswer, withHeaders } from "../answer.js";
import { endAs, hasResult, isFinal, phaseAt } from "../job.js";
import { json, matchPath } from "./contract.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../job.js").State} State
 * @typedef {import("../service.js").World} World
 * @typedef {import("./contract.js").DescribedContract} DescribedContract
 * @typedef {import("./contract.js").Exchange} Exchange
 * @typedef {import("./contract.js").Route} Route
 *
 * @typedef {object} DescribedOperation
 * @property {"described"} service
 * @property {import("../service.js").Place | undefined} place A cancellation has none: no fault happens to it.
 * @property {string} name
 * @property {boolean} hasJob
 * @property {string} jobId
 * @property {Route} [route]
 * @property {string[]} captured
 * @property {string} base
 * @property {boolean} isFile A signed address, which needs no credential.
 * @typedef {import("../service.js").Service<DescribedOperation>} DescribedServiceForm
 */

const DAY = 86_400_000;

/** @type {Record<number, string>} */
const messages = {
  400: "The request is not valid.",
  401: "The credential is missing or not valid.",
  403: "The credential does not allow this.",
  404: "It does not exist.",
  405: "The method is not allowed.",
  408: "The request timed out.",
  429: "Too many requests.",
  500: "An internal error occurred.",
  503: "The service is unavailable.",
};

/**
 * A service whose contract is data.
 *
 * @implements {DescribedServiceForm}
 */
export class DescribedService {
  id;
  #world;
  #contract;

  /** @param {World} world @param {DescribedContract} contract */
  constructor(world, contract) {
    this.id = contract.name;
    this.#world = world;
    this.#contract = contract;
  }

  /** The address of the files that need no credential. */
  get #fileOrigin() {
    return `https://${this.id}.files.example`;
  }

  /** @param {Arrival} arrival @returns {DescribedOperation | undefined} */
  readOperation(arrival) {
    const { method, url } = arrival;
    const common = {
      service: /** @type {const} */ ("described"),
      name: "export",
      hasJob: true,
      captured: [],
      base: "",
    };
    if (url.origin === this.#fileOrigin) {
      const [, jobId] = url.pathname.split("/");
      return { ...common, place: "result", jobId: decodeURIComponent(jobId), isFile: true };
    }
    const body = bodyOf(arrival);
    const found = this.#contract.routes.flatMap((route) => {
      const match = matchPath(route.path, url.pathname);
      if (!match || route.isMeant?.(body) === false) return [];
      return [{ route, ...match, ...(route.idOf && { id: route.idOf(body) }) }];
    });
    const { route, id = "", captured, prefix } = found.find(({ route }) => route.method === method) ?? found[0] ?? {};
    if (!route) return undefined;
    return {
      ...common,
      place: route.method !== method || route.place === "cancel" ? undefined : /** @type {any} */ (route.place),
      jobId: id,
      route: route.method === method ? route : undefined,
      captured: captured ?? [],
      base: url.origin + prefix,
      isFile: false,
    };
  }

  /** @param {Arrival} arrival @param {DescribedOperation} operation */
  findJob(arrival, { jobId, isFile }) {
    const { jobs } = this.#world;
    const job = jobs.all().find(({ service, id }) => service === this.id && id === jobId);
    if (isFile) return job && arrival.at < job.expiresAt ? job : undefined;
    return jobs.find(this.id, jobId, arrival.url.origin, arrival.at);
  }

  /** @param {Arrival} arrival @param {DescribedOperation} operation @returns {{ answer: Answer, job?: Job }} */
  answer(arrival, operation) {
    const status = this.#refusal(arrival, operation);
    if (status) return { answer: this.refuse(arrival, operation, status) };
    if (operation.isFile) return { answer: this.#file(arrival, operation) };
    const route = /** @type {Route} */ (operation.route);
    if (route.place === "submit") return this.#submit(arrival, operation, route);
    const job = this.findJob(arrival, operation);
    if (!job) return { answer: this.refuse(arrival, operation, { status: 404 }) };
    if (route.place === "cancel") this.#cancel(arrival, job);
    const exchange = this.#exchange(arrival, operation, job);
    if (route.place === "result" && !hasResult(phaseAt(job, arrival.at).state))
      return { answer: this.refuse(arrival, operation, { status: 404, message: "There is no result." }) };
    return { answer: route.answer(exchange) };
  }

  /**
   * @param {Arrival} _arrival @param {DescribedOperation} _operation
   * @param {import("../service.js").Refusal} refusal
   */
  refuse(_arrival, _operation, { status, message = messages[status] ?? "It went wrong.", retryAfter }) {
    const headers = retryAfter === undefined ? undefined : { "Retry-After": retryAfter };
    return json(status, this.#contract.errorBody(status, message), headers);
  }

  /**
   * Returns an answer in which the job has this word, as for the fault "describedState".
   *
   * @param {Arrival} arrival @param {DescribedOperation} operation @param {Job} job @param {string} word
   */
  answerWithWord(arrival, operation, job, word) {
    const { route } = operation;
    return route?.answer({ ...this.#exchange(arrival, operation, job), word });
  }

  /** Returns what a word means, or undefined if the documentation does not have it. @param {string} word */
  meaningOf(word) {
    return this.#contract.words[word];
  }

  /** @param {Arrival} arrival @param {DescribedOperation} operation @returns {{ status: number, retryAfter?: string } | undefined} */
  #refusal(arrival, { route, place, isFile }) {
    const { credentials, limits, rates, jobs } = this.#world;
    const { isAuthorised, limits: own = {} } = this.#contract;
    const { keys = [], tokens = [] } = credentials;
    // A storage that gets two authorisations refuses: "InvalidAuthenticationInfo".
    if (isFile) return arrival.headers.has("authorization") || !arrival.query.get("sig") ? { status: 400 } : undefined;
    if (!isAuthorised(arrival, { keys, tokens })) return { status: 401 };
    if (!route) return { status: 405 };
    if (limits.running === Infinity) return undefined;
    const isSubmission = place === "submit";
    const perMinute = (isSubmission ? own.submissionsPerMinute : own.readsPerMinute) ?? Infinity;
    const what = `${this.id} ${isSubmission ? "submissions" : "reads"} ${arrival.url.origin}`;
    const seconds = rates.secondsToWait(what, perMinute, arrival.at);
    if (seconds > 0) return { status: 429, retryAfter: String(seconds) };
    const isFull =
      isSubmission && jobs.countRunning(this.id, arrival.url.origin, arrival.at) >= (own.running ?? Infinity);
    return isFull ? { status: 429 } : undefined;
  }

  /** @param {Arrival} arrival @param {DescribedOperation} operation @param {Route} route */
  #submit(arrival, operation, route) {
    const { random, pace, jobs } = this.#world;
    const takesMs = (6000 + 6000 * random()) * pace;
    /** @type {Job} */
    const job = {
      id: this.#contract.newId(random),
      service: this.id,
      operation: operation.name,
      origins: [arrival.url.origin],
      createdAt: arrival.at,
      expiresAt: arrival.at + DAY,
      phases: [
        { state: "notStarted", from: arrival.at },
        { state: "running", from: arrival.at + takesMs * 0.2 },
        { state: "succeeded", from: arrival.at + takesMs },
      ],
      content: { captured: operation.captured, body: bodyOf(arrival), query: arrival.url.search },
    };
    const exchange = this.#exchange(arrival, operation, job);
    const wrong = route.refuse?.(exchange);
    if (wrong) return { answer: this.refuse(arrival, operation, { status: 400, message: wrong }) };
    jobs.add(job);
    return { answer: route.answer(exchange), job };
  }

  /** @param {Arrival} arrival @param {Job} job */
  #cancel(arrival, job) {
    const { cancelled = ["cancelled"] } = this.#contract;
    if (isFinal(phaseAt(job, arrival.at).state)) return;
    if (cancelled.length === 0) job.expiresAt = arrival.at;
    else endAs(job, cancelled, { at: arrival.at, apartMs: 1000 * this.#world.pace });
  }

  /** @param {Arrival} arrival @param {DescribedOperation} operation @returns {Answer} */
  #file(arrival, operation) {
    const job = this.findJob(arrival, operation);
    if (!job || !hasResult(phaseAt(job, arrival.at).state)) return emptyAnswer(404);
    const { type, content } = this.#contract.file(job);
    return withHeaders(answerWith(200, type, content), { "Access-Control-Allow-Origin": "*" });
  }

  /** @param {Arrival} arrival @param {DescribedOperation} operation @param {Job} job @returns {Exchange} */
  #exchange(arrival, { captured, base }, job) {
    return {
      arrival,
      job,
      word: job.spelling ?? this.#wordOf(phaseAt(job, arrival.at).state),
      captured,
      base,
      fileUrl: `${this.#fileOrigin}/${encodeURIComponent(job.id)}?sig=${job.createdAt}`,
      body: bodyOf(arrival),
    };
  }

  /** @param {State} state */
  #wordOf(state) {
    const words = Object.entries(this.#contract.words);
    const [word] = words.find(([, meaning]) => meaning === state) ??
      words.find(([, meaning]) => meaning === near(state)) ?? [state];
    return word;
  }
}

/** Returns the state that a service reports for one that it does not distinguish. @param {State} state */
const near = (state) =>
  state === "notStarted" || state === "cancelling"
    ? "running"
    : state === "partiallyCompleted"
      ? "succeeded"
      : "failed";

/** @param {Arrival} arrival */
function bodyOf({ text }) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
