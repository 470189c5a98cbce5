import { answerWithJson, emptyAnswer } from "../answer.js";
import { refuseAtGateway, refuseAtService } from "../azure-language/refusal.js";
import { hasKey, hasToken } from "../credentials.js";
import { newGuid } from "../ids.js";
import { endAs, isFinal, phaseAt } from "../job.js";
import { jobState } from "./job-state.js";
import { hasNativeDocuments } from "./native-documents.js";
import { findDeployed, predict, predictConversation } from "./predictions.js";
import { readRoute } from "./routes.js";
import { readSubmission } from "./submission.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../azure-language/refusal.js").Refusal} Refusal
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../service.js").World} World
 * @typedef {import("./routes.js").RuntimeOperation} RuntimeOperation
 * @typedef {import("../service.js").Service<RuntimeOperation>} RuntimeService
 */

const DAY = 86_400_000;
const GATEWAY_STATUSES = [401, 405, 429];

/** @type {Refusal} */
const projectNotFound = {
  status: 404,
  code: "NotFound",
  message: "The project or its deployment was not found.",
  target: "projectName",
};

/**
 * Returns the deployed conversation project of a prediction.
 * @param {any} given
 */
const projectOf = ({ parameters: { projectName, deploymentName } = {} }) =>
  findDeployed("analyze-conversations", projectName, deploymentName);

/**
 * The runtime of Azure AI Language: analysis jobs on deployments of the sample projects, and predictions of a
 * conversation project.
 *
 * @implements {RuntimeService}
 */
export class AzureRuntime {
  id = "azure-runtime";
  #world;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
  }

  /** @param {Arrival} arrival */
  readOperation(arrival) {
    return readRoute(arrival);
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation @returns {Job | undefined} */
  findJob(arrival, { jobId, family }) {
    const job = this.#world.jobs.find(this.id, jobId, arrival.url.origin, arrival.at);
    return job?.content.family === family ? job : undefined;
  }

  /**
   * @param {Arrival} arrival
   * @param {RuntimeOperation} operation
   * @returns {{ answer: Answer, job?: Job }}
   */
  answer(arrival, operation) {
    const refused = this.#refuseAtGateway(arrival, operation);
    if (refused) return { answer: this.refuse(arrival, operation, refused) };
    if (!arrival.query.get("api-version")) {
      const missing = { status: 400, message: "The query parameter 'api-version' is required.", target: "api-version" };
      return { answer: this.refuse(arrival, operation, missing) };
    }
    if (operation.family === "analyze-documents" && !hasNativeDocuments(arrival.query.get("api-version") ?? "")) {
      const unknown = { status: 404, code: "NotFound", message: "Resource not found" };
      return { answer: this.refuse(arrival, operation, unknown) };
    }
    if (operation.verb === "analyze") return this.#analyze(arrival, operation);
    if (operation.verb === "predict") return { answer: this.#predict(arrival, operation) };
    const job = this.findJob(arrival, operation);
    if (!job) {
      const message = `Operation with id ${operation.jobId} was not found.`;
      return { answer: this.refuse(arrival, operation, { status: 404, code: "NotFound", message }) };
    }
    return { answer: operation.verb === "cancel" ? this.#cancel(arrival, job) : this.#status(arrival, operation, job) };
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} _operation @param {Refusal} refusal @returns {Answer} */
  refuse(arrival, _operation, refusal) {
    return GATEWAY_STATUSES.includes(refusal.status)
      ? refuseAtGateway(refusal, this.#gatewayHeaders(arrival))
      : refuseAtService(refusal, this.#serviceHeaders(arrival));
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation @returns {Refusal | undefined} */
  #refuseAtGateway(arrival, { method }) {
    const { credentials, limits, rates } = this.#world;
    if (!hasKey(arrival, credentials) && !hasToken(arrival, credentials)) return { status: 401 };
    const seconds = rates.secondsToWait(`predictions ${arrival.url.origin}`, limits.predictionsPerMinute, arrival.at);
    if (seconds > 0) return { status: 429, seconds, retryAfter: String(seconds) };
    return arrival.method === method ? undefined : { status: 405 };
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation */
  #analyze(arrival, operation) {
    const submission = readSubmission(operation.family, arrival.text);
    if ("status" in submission) return { answer: this.refuse(arrival, operation, submission) };
    const { random, pace, jobs } = this.#world;
    const takesMs = (2000 + 2000 * random()) * pace;
    /** @type {Job} */
    const job = {
      id: newGuid(random),
      service: this.id,
      operation: "analyze",
      origins: [arrival.url.origin],
      createdAt: arrival.at,
      expiresAt: arrival.at + DAY,
      phases: [
        { state: "notStarted", from: arrival.at },
        { state: "running", from: arrival.at + takesMs * 0.3 },
        { state: "succeeded", from: arrival.at + takesMs },
      ],
      content: { family: operation.family, ...submission },
    };
    jobs.add(job);
    const location = this.#jobUrl(arrival, operation, job);
    return { answer: emptyAnswer(202, { ...this.#serviceHeaders(arrival), "operation-location": location }), job };
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation @param {Job} job */
  #status(arrival, operation, job) {
    const pageUrl = (/** @type {number} */ skip, /** @type {number} */ top) => {
      const stats = arrival.query.get("showStats") === "true" ? "&showStats=true" : "";
      return `${this.#jobUrl(arrival, operation, job)}&skip=${skip}&top=${top}${stats}`;
    };
    return answerWithJson(200, jobState(arrival, job, pageUrl), this.#serviceHeaders(arrival));
  }

  /**
   * Cancels a job. A job that has ended is not changed.
   * @param {Arrival} arrival @param {Job} job
   */
  #cancel(arrival, job) {
    const wasFinal = isFinal(phaseAt(job, arrival.at).state);
    if (!wasFinal) endAs(job, ["cancelling", "cancelled"], { at: arrival.at, apartMs: 1000 * this.#world.pace });
    return emptyAnswer(202, this.#serviceHeaders(arrival));
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation */
  #predict(arrival, operation) {
    /** @type {any} */
    let given;
    try {
      given = JSON.parse(arrival.text);
    } catch {
      return this.refuse(arrival, operation, { status: 400, code: "InvalidRequest", message: "The body is not JSON." });
    }
    if (given?.kind === "ConversationalAI" && (arrival.query.get("api-version") ?? "") >= "2025-05-15") {
      return this.#predictConversations(arrival, operation, given);
    }
    const query = given?.analysisInput?.conversationItem?.text;
    if (given?.kind !== "Conversation" || typeof query !== "string" || query === "") {
      return this.refuse(arrival, operation, { status: 400, target: "analysisInput.conversationItem.text" });
    }
    const project = projectOf(given);
    if (!project) return this.refuse(arrival, operation, projectNotFound);
    const result = { query, prediction: predict(project, query) };
    return answerWithJson(200, { kind: "ConversationResult", result }, this.#serviceHeaders(arrival));
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation @param {any} given */
  #predictConversations(arrival, operation, given) {
    const conversations = given.analysisInput?.conversations;
    const isWhole = (/** @type {any} */ it) =>
      [it?.id, it?.language, it?.modality].every((text) => typeof text === "string" && text !== "") &&
      Array.isArray(it.conversationItems);
    if (!Array.isArray(conversations) || conversations.length === 0 || !conversations.every(isWhole)) {
      return this.refuse(arrival, operation, { status: 400, target: "analysisInput.conversations" });
    }
    const project = projectOf(given);
    if (!project) return this.refuse(arrival, operation, projectNotFound);
    const result = { conversations: conversations.map((it) => predictConversation(project, it)), warnings: [] };
    return answerWithJson(200, { kind: "ConversationalAIResult", result }, this.#serviceHeaders(arrival));
  }

  /** @param {Arrival} arrival @param {RuntimeOperation} operation @param {Job} job */
  #jobUrl({ url, query }, { prefix, family }, job) {
    const version = job.versionlessUrls ? "" : `?api-version=${encodeURIComponent(query.get("api-version") ?? "")}`;
    return `${url.protocol}//${url.host}${prefix}/language/${family}/jobs/${job.id}${version}`;
  }

  /** @param {Arrival} arrival @returns {Record<string, string>} */
  #gatewayHeaders({ at }) {
    return { "apim-request-id": newGuid(this.#world.random), Date: new Date(at).toUTCString() };
  }

  /** @param {Arrival} arrival @returns {Record<string, string>} */
  #serviceHeaders(arrival) {
    return {
      "Access-Control-Expose-Headers": "*",
      ...this.#gatewayHeaders(arrival),
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
      "X-Content-Type-Options": "nosniff",
      "x-ms-region": "West Europe",
    };
  }
}
