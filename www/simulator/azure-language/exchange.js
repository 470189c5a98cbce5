import { answerWithJson, emptyAnswer } from "../answer.js";
import { newGuid, ticksOfDay } from "../ids.js";
import { hasEffect } from "./effects.js";
import { serviceHeaders } from "./headers.js";
import { jobPathOf, statusUrl } from "./job-urls.js";
import { operations } from "./operations.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../service.js").World} World
 * @typedef {import("./project.js").Project} Project
 * @typedef {import("./refusal.js").Refusal} Refusal
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 * @typedef {{ answer: Answer, job?: Job }} Outcome
 * @typedef {Refusal | Outcome} Reply
 * @typedef {(exchange: Exchange) => Reply} Handler
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A request that passed the gateway, with everything that is needed to answer it. */
export class Exchange {
  /** @param {World} world @param {Arrival} arrival @param {AuthoringOperation} operation */
  constructor(world, arrival, operation) {
    this.world = world;
    this.arrival = arrival;
    this.operation = operation;
    this.origin = arrival.url.origin;
    this.family = operation.family;
    this.now = arrival.at;
    this.version = arrival.query.get("api-version") ?? "";
  }

  get isKnowledgeBase() {
    return this.family === "query-knowledgebases";
  }

  get resource() {
    return this.world.resources.at(this.origin);
  }

  /** @returns {Project | undefined} */
  get foundProject() {
    return this.world.resources.find(this.origin, this.family, this.operation.project);
  }

  /**
   * The project. Only for operations that are refused without it.
   * @returns {Project}
   */
  get project() {
    return /** @type {Project} */ (this.foundProject);
  }

  /** The model in the path. */
  get model() {
    return this.project.models.find(({ label }) => label === this.operation.model);
  }

  /** The deployment in the path. */
  get deployment() {
    return this.project.deployments.find(({ name }) => name === this.operation.deployment);
  }

  /** The job in the path. */
  get job() {
    return findJob(this.world, this.arrival, this.operation);
  }

  get headers() {
    return serviceHeaders(this.world, this.arrival, this.operation);
  }

  /**
   * The body as JSON, or undefined if it is not a JSON object.
   * @returns {Record<string, any> | undefined}
   */
  get body() {
    try {
      const body = JSON.parse(this.arrival.text);
      return typeof body === "object" && body !== null && !Array.isArray(body) ? body : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {unknown} value @param {number} [status] @returns {Outcome} */
  json(value, status = 200) {
    return { answer: answerWithJson(status, value, this.headers) };
  }

  /**
   * Returns 202 with the URL of a job.
   * @param {Job} job @returns {Outcome}
   */
  accepted(job) {
    const location = statusUrl(this.arrival, this.operation, job);
    return { answer: emptyAnswer(202, { ...this.headers, "operation-location": location }), job };
  }

  /**
   * Starts a job.
   *
   * @param {[least: number, most: number]} seconds The duration at pace 1.
   * @param {Record<string, any>} [content] The data for its effects and its result.
   * @param {{ operation?: string, failure?: object }} [others] `operation` is the request's operation by default. If
   * there is a `failure`, the job ends with it.
   * @returns {Outcome}
   */
  submit([least, most], content = {}, { operation = this.operation.name, failure } = {}) {
    const { random, pace, jobs } = this.world;
    const takesMs = 1000 * (least + (most - least) * random()) * pace;
    /** @type {Job} */
    const job = {
      id: this.isKnowledgeBase ? newGuid(random) : `${newGuid(random)}_${ticksOfDay(this.now)}`,
      service: "azure-language",
      operation,
      origins: [this.origin],
      createdAt: this.now,
      expiresAt: this.now + (this.isKnowledgeBase ? 6 * HOUR : 7 * DAY),
      phases: [
        { state: "notStarted", from: this.now },
        { state: "running", from: this.now + takesMs * (0.2 + 0.3 * random()) },
        { state: failure ? "failed" : "succeeded", from: this.now + takesMs },
      ],
      ...(failure && { errors: [failure] }),
      ...(hasEffect(operation) && { settled: false }),
      content: {
        family: this.family,
        project: this.operation.project,
        jobPath: this.#jobPath(this.operation.name),
        ...content,
      },
    };
    jobs.add(job);
    return this.accepted(job);
  }

  /** @param {string} name */
  #jobPath(name) {
    // A job that deletes something is listed with the jobs that created it.
    const listed = { deleteDeployment: "deploy", deleteExportedModel: "exportModel" }[name] ?? name;
    const status = operations.find(
      (entry) => entry.name === listed && entry.place === "status" && entry.families.includes(this.family),
    );
    const template = status?.path.slice(1, -1) ?? [];
    const names = /** @type {Record<string, any>} */ (this.operation);
    return template.map((segment) => segment.replace(/^\{(\w+)\}$/, (_, name) => names[name])).join("/");
  }
}

/**
 * Returns the job in the path. A resource knows only its own jobs, and so does a project.
 *
 * @param {World} world @param {Arrival} arrival @param {AuthoringOperation} operation
 * @returns {Job | undefined}
 */
export function findJob({ jobs }, { url, at }, { jobId, jobPath, family }) {
  const job = jobId === "" ? undefined : jobs.find("azure-language", jobId, url.origin, at);
  return job && job.content.family === family && jobPathOf(job) === jobPath ? job : undefined;
}

/** @param {Reply} reply @returns {reply is Refusal} */
export const isRefusal = (reply) => !("answer" in reply);
