import { answerWith, answerWithJson, emptyAnswer, withHeaders } from "../answer.js";
import { hasKey, hasToken } from "../credentials.js";
import { newGuid, ticksOfDay } from "../ids.js";
import { hasResult, phaseAt } from "../job.js";
import { exportFile } from "./export-file.js";
import { checkImport, importedFile } from "./import-body.js";
import { jobState } from "./job-state.js";
import { statusUrl } from "./job-urls.js";
import { checkParameters, isOlderVersion } from "./parameters.js";
import { findImported, findSample } from "./projects.js";
import { refuseAtGateway, refuseAtService } from "./refusal.js";
import { readRoute } from "./routes.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../service.js").World} World
 * @typedef {import("./refusal.js").Refusal} Refusal
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {import("../service.js").Service<AuthoringOperation>} AuthoringService
 */

const DAY = 86_400_000;
const HOUR = 3_600_000;
const GATEWAY_STATUSES = [401, 405, 429];

/**
 * Azure AI Language authoring: export and import of custom text, conversation and question answering projects.
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
  findJob(arrival, { jobId, project, family, verb }) {
    const job = this.#world.jobs.find(this.id, jobId, arrival.url.origin, arrival.at);
    const isSame = job?.operation === verb && job.content.family === family && job.content.project === project;
    return isSame ? job : undefined;
  }

  /**
   * The gateway's checks come first, then the service's.
   *
   * @param {Arrival} arrival
   * @param {AuthoringOperation} operation
   * @returns {{ answer: Answer, job?: Job }}
   */
  answer(arrival, operation) {
    const refused = this.#refuseAtGateway(arrival, operation) ?? this.#refuseQuery(arrival, operation);
    if (refused) return { answer: this.refuse(arrival, operation, refused) };
    if (operation.place === "submit") {
      return operation.verb === "export" ? this.#export(arrival, operation) : this.#import(arrival, operation);
    }
    return {
      answer: operation.place === "status" ? this.#status(arrival, operation) : this.#result(arrival, operation),
    };
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @param {Refusal} refusal @returns {Answer} */
  refuse(arrival, operation, refusal) {
    const isGateway = GATEWAY_STATUSES.includes(refusal.status) || operation.place === undefined;
    return isGateway
      ? refuseAtGateway(refusal, this.#gatewayHeaders(arrival))
      : refuseAtService(refusal, this.#serviceHeaders(arrival, operation));
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @returns {Refusal | undefined} */
  #refuseAtGateway(arrival, { place, method, older }) {
    const { credentials, limits, rates } = this.#world;
    if (!hasKey(arrival, credentials) && !hasToken(arrival, credentials)) return { status: 401 };
    const perMinute = arrival.method === "POST" ? limits.submissionsPerMinute : limits.readsPerMinute;
    const seconds = rates.secondsToWait(`${arrival.method} ${arrival.url.origin}`, perMinute, arrival.at);
    if (seconds > 0) return { status: 429, seconds, retryAfter: String(seconds) };
    if (place === undefined) return { status: 404 };
    if (arrival.method !== method) return { status: 405 };
    const version = arrival.query.get("api-version");
    if (older && version && !isOlderVersion(version))
      return { status: 404, code: "NotFound", message: "Resource not found" };
    return undefined;
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @returns {Refusal | undefined} */
  #refuseQuery({ query }, operation) {
    const version = query.get("api-version");
    if (!version) {
      // Documented for the old `resultUrl`, which comes without: fetched as it stands, it is not found.
      if (operation.older && operation.place === "result")
        return { status: 404, code: "NotFound", message: "Resource not found" };
      return { status: 400, message: "The query parameter 'api-version' is required.", target: "api-version" };
    }
    const wrong = checkParameters(operation, query, version);
    return wrong && { status: 400, ...wrong };
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation */
  #export(arrival, operation) {
    const { family, project } = operation;
    const text = findImported(this.#world.jobs, { origin: arrival.url.origin, family, name: project, now: arrival.at });
    if (text === undefined && !findSample(family, project))
      return { answer: this.refuse(arrival, operation, this.#projectNotFound(family)) };
    return this.#submit(arrival, operation, {
      apiVersion: arrival.query.get("api-version"),
      format: arrival.query.get("format"),
      assetKind: arrival.query.get("assetKind"),
      text,
    });
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation */
  #import(arrival, operation) {
    const wrong = checkImport(operation, arrival.text, arrival.query.get("format"));
    if (wrong) return { answer: this.refuse(arrival, operation, wrong) };
    return this.#submit(arrival, operation, { text: importedFile(arrival.text) });
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @param {Record<string, any>} content */
  #submit(arrival, operation, content) {
    const { random, pace, jobs } = this.#world;
    const { family, project, verb } = operation;
    const isKnowledgeBase = family === "query-knowledgebases";
    // Recorded exports take 1 to 3 seconds and are seen as notStarted, running or both before they succeed.
    const takesMs = (1000 + 2000 * random()) * pace;
    /** @type {Job} */
    const job = {
      id: isKnowledgeBase ? newGuid(random) : `${newGuid(random)}_${ticksOfDay(arrival.at)}`,
      service: this.id,
      operation: verb,
      origins: [arrival.url.origin],
      createdAt: arrival.at,
      expiresAt: arrival.at + (isKnowledgeBase ? 6 * HOUR : 7 * DAY),
      phases: [
        { state: "notStarted", from: arrival.at },
        { state: "running", from: arrival.at + takesMs * (0.2 + 0.3 * random()) },
        { state: "succeeded", from: arrival.at + takesMs },
      ],
      content: { family, project, ...content },
    };
    jobs.add(job);
    const headers = {
      ...this.#serviceHeaders(arrival, operation),
      "operation-location": statusUrl(arrival, operation, job),
    };
    return { answer: emptyAnswer(202, headers), job };
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation */
  #status(arrival, operation) {
    const job = this.findJob(arrival, operation);
    if (!job) return this.refuse(arrival, operation, { status: 404 });
    const answer = answerWithJson(200, jobState(arrival, operation, job), this.#serviceHeaders(arrival, operation));
    // Question answering was recorded to ask for 30 seconds while its job had not started; the other families never ask.
    const isWaiting = operation.family === "query-knowledgebases" && phaseAt(job, arrival.at).state === "notStarted";
    return isWaiting
      ? withHeaders(answer, { "Retry-After": String(Math.max(1, Math.round(30 * this.#world.pace))) })
      : answer;
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation */
  #result(arrival, operation) {
    const job = this.findJob(arrival, operation);
    if (!job) return this.refuse(arrival, operation, { status: 404 });
    if (!hasResult(phaseAt(job, arrival.at).state)) {
      return this.refuse(arrival, operation, { status: 404, code: "NotFound", message: "The job has no result." });
    }
    const { contentType, content } = exportFile(/** @type {any} */ (job.content), job.createdAt);
    return answerWith(200, contentType, content, this.#serviceHeaders(arrival, operation));
  }

  /** @param {string} family @returns {Refusal} */
  #projectNotFound(family) {
    const message = "The specified project was not found.";
    return family === "query-knowledgebases"
      ? {
          status: 404,
          code: "ProjectNotFound",
          message,
          details: [{ code: "ProjectNotFound", message: newGuid(this.#world.random) }],
        }
      : { status: 404, code: "ProjectNotFound", message, target: "projectName" };
  }

  /** @param {Arrival} arrival @returns {Record<string, string>} */
  #gatewayHeaders({ at }) {
    return { "apim-request-id": newGuid(this.#world.random), Date: new Date(at).toUTCString() };
  }

  /** @param {Arrival} arrival @param {AuthoringOperation} operation @returns {Record<string, string>} */
  #serviceHeaders(arrival, { family, older }) {
    const gateway = this.#gatewayHeaders(arrival);
    const everywhere = {
      ...gateway,
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
      "X-Content-Type-Options": "nosniff",
      "x-envoy-upstream-service-time": String(13 + Math.floor(60 * this.#world.random())),
    };
    // The recordings of question answering's 2021-10-01 expose no header: a page cannot read its operation-location.
    if (family === "query-knowledgebases" && older) return everywhere;
    return {
      "Access-Control-Expose-Headers": "*",
      ...everywhere,
      "request-id": gateway["apim-request-id"],
      "x-ms-region": "West Europe",
    };
  }
}
