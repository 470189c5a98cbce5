import type { Service } from "../../dist/index.js";
import type { ExportJobsError } from "../entry/export-jobs-error.js";
import type { HttpResponse } from "./http.js";
import type { Job, JobStatus } from "./declared/job.js";

/** So many requests in any stretch of time. */
export interface RateLimit {
  /** The number of requests. */
  count: number;
  /** The length of the window, in milliseconds. */
  windowMs: number;
}

/** What an API allows at one origin. What is left out is not limited. */
export interface ServiceLimits {
  /** Status requests. */
  reads?: RateLimit;
  /** Submissions, and whatever else changes something. */
  submissions?: RateLimit;
  /** How many jobs may run at a time. */
  running?: number;
  /** The shortest time between two polls of one job. */
  floorMs?: number;
}

/** The options of `new JobBoard`. */
export interface JobBoardOptions {
  /** The clients whose jobs the board follows. */
  clients: Service | Service[];
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /**
   * Tabs of this site that give the same name share one board, which is kept in IndexedDB. Without a name, the board
   * belongs to this page alone.
   */
  name?: string;
  /** In place of the services' own limits: for all origins, or by origin; for each service there. */
  limits?: ServiceLimits | Record<string, ServiceLimits>;
  /** How long one request may go without an answer. Default: 30 s. */
  requestTimeoutMs?: number;
  /** A `state` to go on from. */
  state?: JobBoardState;
}

/** The options of `JobBoard.add`. All times are in milliseconds. */
export interface BoardJobOptions {
  /** No two polls are closer. Default: what the service asks for. */
  intervalMs?: number;
  /** No two polls are further apart, while the limits allow it. */
  maxIntervalMs?: number;
  /** How long to wait for the end. Azure: 1 h, AvePoint: 6 h. */
  timeoutMs?: number;
}

/** The options of `JobBoard.submit`. */
export interface BoardSubmitOptions extends BoardJobOptions {
  /** Withdraws the submission while it waits for its turn. */
  signal?: AbortSignal;
}

/** A job on a board, as it stands. */
export interface BoardJob {
  /** The job. */
  job: Job;
  /** The last reading. */
  status?: JobStatus;
  /** Whether its end is known, or no longer awaited. */
  isDone: boolean;
  /** Why it did not end well. */
  error?: ExportJobsError;
  /** Why the last poll failed, while it is about to be repeated. */
  lastFailure?: ExportJobsError;
  /** Since it was started, or first heard of. */
  ageMs: number;
  /** Time until the next poll, in milliseconds, while one is planned. */
  nextPollInMs?: number;
  /** Until the end that its own progress promises. */
  remainingMs?: number;
  /** Whether a request is under way. */
  isPolling: boolean;
  /** Whether the job goes first. */
  isFocused: boolean;
  /** How many readings there were. */
  readings: number;
}

/** One change of a board. */
export interface BoardChange {
  /** `ended` comes once for each job. */
  type: "added" | "status" | "failure" | "ended" | "removed";
  /** The job's URL, by which a board knows it. */
  url: string;
  /** Unless it was removed. */
  job?: BoardJob;
}

/** A board as plain data, without secrets. What is in it is the board's own business. */
export interface JobBoardState {
  /** The version of this form. */
  version: 1;
  /** Milliseconds since 1970. */
  savedAt: number;
  /** The jobs. What else is in them is the board's own business. */
  jobs: { job: Job }[];
}
