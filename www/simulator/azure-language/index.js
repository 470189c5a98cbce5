import { answerWith, answerWithJson, withHeaders } from "../answer.js";
import { hasKey, hasToken } from "../credentials.js";
import { newGuid } from "../ids.js";
import { hasResult, phaseAt } from "../job.js";
import { settle } from "./effects.js";
import { Exchange, findJob, isRefusal } from "./exchange.js";
import { exportFile } from "./export-file.js";
import { handlers } from "./handlers.js";
import { gatewayHeaders } from "./headers.js";
import { jobState } from "./job-state.js";
import { checkParameters } from "./parameters.js";
import { refuseAtGateway, refuseAtService } from "./refusal.js";
import { readRoute } from "./routes.js";
import { isOlderVersion } from "./versions.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../service.js").World} World
 * @typedef {import("./refusal.js").Refusal} Refusal
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {import("../service.js").Service<AuthoringOperation>} AuthoringService
 */

const GATEWAY_STATUSES = [401, 405, 429];

/** @type {Refusal} */
const resourceNotFound = { status: 404, code: "NotFound", message: "Resource not found" };

/**
 * Azure AI Language authoring of custom text, conversation and question answering projects.
 *
 * @implements {AuthoringService}
 */
export class AzureLanguage {
  id = "azure-language";
  #world;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
  }

  /** @param {Arrival} arrival */
  readOperation(arrival) {
    return readRoute(arrival);
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @returns {Job | undefined} */
  findJob(arrival, operation) {
    return findJob(this.#world, arrival, operation);
  }

  /**
   * Runs the gateway's checks first, then the service's.
   *
   * @param {Arrival} arrival
   * @param {AuthoringOperation} operation
   * @returns {{ answer: Answer, job?: Job }}
   */
  answer(arrival, operation) {
    settle(this.#world, arrival.at);
    const exchange = new Exchange(this.#world, arrival, operation);
    const reply = this.#refuseAtGateway(arrival, operation) ?? this.#refuseRequest(exchange) ?? this.#replyTo(exchange);
    return isRefusal(reply) ? { answer: this.refuse(arrival, operation, reply) } : reply;
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @param {Refusal} refusal @returns {Answer} */
  refuse(arrival, operation, refusal) {
    const isGateway = GATEWAY_STATUSES.includes(refusal.status) || operation.place === undefined;
    return isGateway
      ? refuseAtGateway(refusal, gatewayHeaders(this.#world, arrival))
      : refuseAtService(refusal, new Exchange(this.#world, arrival, operation).headers);
  }

  /** @param {Exchange} exchange @returns {import("./exchange.js").Reply} */
  #replyTo(exchange) {
    switch (exchange.operation.place) {
      case "status":
        return this.#status(exchange);
      case "result":
        return this.#result(exchange);
      default:
        return handlers[exchange.operation.name](exchange);
    }
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @returns {Refusal | undefined} */
  #refuseAtGateway(arrival, { place, family, entry, older }) {
    const { credentials, limits, rates } = this.#world;
    if (!hasKey(arrival, credentials) && !hasToken(arrival, credentials)) return { status: 401 };
    const isRead = arrival.method === "GET" || arrival.method === "HEAD";
    const perMinute = isRead ? limits.readsPerMinute : limits.submissionsPerMinute;
    const seconds = rates.secondsToWait(
      `${isRead ? "reads" : "submissions"} ${arrival.url.origin}`,
      perMinute,
      arrival.at,
    );
    if (seconds > 0) return { status: 429, seconds, retryAfter: String(seconds) };
    if (place === undefined) return { status: 404 };
    if (entry === undefined) return { status: 405 };
    const version = arrival.query.get("api-version");
    if (!version) return undefined;
    if (older && !isOlderVersion(version)) return resourceNotFound;
    return entry.isIn(version, family) ? undefined : resourceNotFound;
  }

  /** @param {Exchange} exchange @returns {Refusal | undefined} */
  #refuseRequest({ arrival: { query }, operation, version, foundProject, isKnowledgeBase }) {
    if (version === "") {
      // Documented for the old `resultUrl`, which has no api-version: fetched as it is, it gives 404.
      if (operation.older && operation.place === "result") return resourceNotFound;
      return { status: 400, message: "The query parameter 'api-version' is required.", target: "api-version" };
    }
    const wrong = checkParameters(operation, query, version);
    if (wrong) return { status: 400, ...wrong };
    if (!operation.entry?.needsProject || foundProject) return undefined;
    const message = "The specified project was not found.";
    const details = [{ code: "ProjectNotFound", message: newGuid(this.#world.random) }];
    return {
      status: 404,
      code: "ProjectNotFound",
      message,
      ...(isKnowledgeBase ? { details } : { target: "projectName" }),
    };
  }

  /** @param {Exchange} exchange @returns {import("./exchange.js").Reply} */
  #status(exchange) {
    const { arrival, headers, isKnowledgeBase, job, operation } = exchange;
    if (!job) return { status: 404 };
    const answer = answerWithJson(200, jobState(arrival, operation, job), headers);
    // In a recording, question answering asks to wait 30 seconds while its job has not started. The other families
    // never ask.
    const isWaiting = isKnowledgeBase && phaseAt(job, arrival.at).state === "notStarted";
    const seconds = String(Math.max(1, Math.round(30 * this.#world.pace)));
    return { answer: isWaiting ? withHeaders(answer, { "Retry-After": seconds }) : answer };
  }

  /** @param {Exchange} exchange @returns {import("./exchange.js").Reply} */
  #result({ headers, job, now }) {
    if (!job) return { status: 404 };
    if (!hasResult(phaseAt(job, now).state))
      return { status: 404, code: "NotFound", message: "The job has no result." };
    const { contentType, content } = exportFile(/** @type {any} */ (job.content), job.createdAt);
    return { answer: answerWith(200, contentType, content, headers) };
  }
}
