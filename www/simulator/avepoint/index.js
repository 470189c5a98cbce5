import { answerWith, answerWithJson } from "../answer.js";
import { hasToken } from "../credentials.js";
import { hasResult, phaseAt } from "../job.js";
import { checkArguments } from "./arguments.js";
import { insightsExports } from "./exports.js";
import { writeReport } from "./report.js";
import { readRoute } from "./routes.js";

/**
 * @typedef {import("../answer.js").Answer} Answer
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("../job.js").Job} Job
 * @typedef {import("../service.js").Refusal} Refusal
 * @typedef {import("../service.js").World} World
 * @typedef {import("./routes.js").InsightsOperation} InsightsOperation
 * @typedef {import("../service.js").Service<InsightsOperation>} InsightsService
 */

/**
 * The page lists 1, 2 and 3. AvePoint's own samples name the others.
 *
 * @type {Record<import("../job.js").State, number>}
 */
export const jobStatusNumbers = {
  notStarted: 0,
  running: 1,
  succeeded: 2,
  failed: 3,
  partiallyCompleted: 4,
  cancelling: 5,
  cancelled: 6,
};

/** @type {Record<number, string>} */
const messages = {
  400: "The request is not valid.",
  401: "Unauthorized.",
  403: "The app has no permission insights.graph.readwrite.all.",
  404: "The job does not exist.",
  405: "The method is not allowed.",
  408: "The request timed out.",
  429: "Too many requests.",
  500: "An internal error occurred.",
  503: "The service is unavailable.",
};

/** It is not documented how long a report is kept. A week is a guess. */
const KEPT_MS = 7 * 86_400_000;
const FIRST_JOB_ID = 4802;

/**
 * AvePoint Graph Insights: the twelve exports, each submitted with GET.
 *
 * @implements {InsightsService}
 */
export class AvePoint {
  id = "avepoint";
  #world;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
  }

  /** @param {Arrival} arrival */
  readOperation(arrival) {
    return readRoute(arrival);
  }

  /** @param {Arrival} arrival @param {InsightsOperation} operation */
  findJob(arrival, { jobId }) {
    return this.#world.jobs.find(this.id, jobId, arrival.url.origin, arrival.at);
  }

  /** @param {Arrival} arrival @param {InsightsOperation} operation @returns {{ answer: Answer, job?: Job }} */
  answer(arrival, operation) {
    const refused = this.#refuse(arrival, operation);
    if (refused) return { answer: this.refuse(arrival, operation, refused) };
    if (operation.place === "submit") return this.#submit(arrival, operation);
    const job = this.findJob(arrival, operation);
    if (!job) return { answer: this.refuse(arrival, operation, { status: 404 }) };
    return {
      answer: operation.place === "status" ? this.#status(arrival, job) : this.#result(arrival, operation, job),
    };
  }

  /**
   * Every body repeats the HTTP status, and has the error as a message.
   *
   * @param {Arrival} arrival
   * @param {InsightsOperation} _operation
   * @param {Refusal} refusal
   */
  refuse(arrival, _operation, { status, message = messages[status], retryAfter }) {
    const headers = { ...dated(arrival), ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }) };
    return answerWithJson(status, { status, message }, headers);
  }

  /** @param {Arrival} arrival @param {InsightsOperation} operation @returns {Refusal | undefined} */
  #refuse(arrival, operation) {
    const { credentials, limits, jobs } = this.#world;
    if (!hasToken(arrival, credentials)) return { status: 401 };
    if (operation.place === undefined) return { status: 404, message: "There is no such endpoint." };
    if (arrival.method !== "GET") return { status: 405 };
    if (operation.place !== "submit") {
      return /^\d+$/.test(operation.jobId) ? undefined : { status: 400, message: "jobId has to be an integer." };
    }
    const wrong = checkArguments(operation, arrival.query);
    if (wrong) return { status: 400, message: wrong };
    // "Only 5 export jobs can be run simultaneously". The message is that of the sibling product's 429.
    const running = jobs.countRunning(this.id, arrival.url.origin, arrival.at);
    if (running >= limits.running) {
      return { status: 429, message: `There are already ${running} export jobs running, cannot start new export job.` };
    }
    return undefined;
  }

  /** @param {Arrival} arrival @param {InsightsOperation} operation */
  #submit(arrival, operation) {
    const { random, pace, jobs } = this.#world;
    const started = jobs.all().filter(({ service }) => service === this.id).length;
    const takesMs = (6000 + 6000 * random()) * pace;
    /** @type {Job} */
    const job = {
      id: String(FIRST_JOB_ID + started),
      service: this.id,
      operation: "export",
      origins: [arrival.url.origin],
      createdAt: arrival.at,
      expiresAt: arrival.at + KEPT_MS,
      phases: [
        { state: "running", from: arrival.at },
        { state: "succeeded", from: arrival.at + takesMs },
      ],
      content: { export: operation.export?.name, subject: operation.subject },
    };
    jobs.add(job);
    return { answer: answerWithJson(200, { jobId: job.id, status: 200, message: "" }, dated(arrival)), job };
  }

  /** @param {Arrival} arrival @param {Job} job @returns {Answer} */
  #status(arrival, job) {
    const { state } = phaseAt(job, arrival.at);
    const message = state === "failed" ? "The report could not be created." : "";
    return answerWithJson(200, { jobStatus: jobStatusNumbers[state], status: 200, message }, dated(arrival));
  }

  /** @param {Arrival} arrival @param {InsightsOperation} operation @param {Job} job @returns {Answer} */
  #result(arrival, operation, job) {
    const { state, from } = phaseAt(job, arrival.at);
    const wanted = insightsExports.find(({ name }) => name === job.content.export);
    if (!wanted || !hasResult(state)) {
      return this.refuse(arrival, operation, { status: 404, message: "The export file does not exist." });
    }
    return answerWith(200, "application/zip", writeReport(job, wanted, from), dated(arrival));
  }
}

/** @param {Arrival} arrival @returns {Record<string, string>} */
const dated = ({ at }) => ({ Date: new Date(at).toUTCString() });
