import type { Service } from "../../dist/index.js";
import type { ExportJobsError } from "../entry/export-jobs-error.js";
import type { HttpResponse } from "./http.js";
import type { Job, JobStatus } from "./declared/job.js";

/** The most requests in any window of time. */
export interface RateLimit {
  /** The number of requests. */
  count: number;
  /** The length of the window, in milliseconds. */
  windowMs: number;
}

/** The limits of an API at one origin. A member that is left out sets no limit. */
export interface ServiceLimits {
  /** The limit on status requests. */
  reads?: RateLimit;
  /** The limit on submissions, cancellations and other requests that change something. */
  submissions?: RateLimit;
  /** The most jobs that may run at the same time. */
  running?: number;
  /** The shortest time between two polls of one job, in milliseconds. */
  floorMs?: number;
}

/** The options of `new JobBoard`. */
export interface JobBoardOptions {
  /** The clients whose jobs the board follows. */
  clients: Service | Service[];
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /**
   * Tabs of this site that give the same name share one board, which is kept in IndexedDB. Without a name, the board
   * belongs to this page alone.
   */
  name?: string;
  /** Replaces the services' own limits: for all origins, or by origin. They apply to each service there. */
  limits?: ServiceLimits | Record<string, ServiceLimits>;
  /** How long one request may go without an answer, in milliseconds. Default: 30,000. */
  requestTimeoutMs?: number;
  /** The `state` of another board to continue from. */
  state?: JobBoardState;
}

/** The options of `JobBoard.add`. All times are in milliseconds. */
export interface BoardJobOptions {
  /** The shortest time between two polls. Default: what the service asks for. */
  intervalMs?: number;
  /** The longest time between two polls, if the limits allow it. */
  maxIntervalMs?: number;
  /** How long to wait for the end of the job. Default: 1 h for Azure, 6 h for AvePoint. */
  timeoutMs?: number;
}

/** The options of `JobBoard.submit`. */
export interface BoardSubmitOptions extends BoardJobOptions {
  /** Aborting withdraws the submission while it waits for its turn. */
  signal?: AbortSignal;
}

/** The current state of a job on a board. */
export interface BoardJob {
  /** The job. */
  job: Job;
  /** The last status; absent before the first answer. */
  status?: JobStatus;
  /** True when the end is known, or when the board no longer waits for it (`error`). */
  isDone: boolean;
  /** Why the job did not end well, or why the board no longer follows it. */
  error?: ExportJobsError;
  /** Why the last poll failed, while it is about to be repeated. */
  lastFailure?: ExportJobsError;
  /** The time since the job was submitted or added, in milliseconds. */
  ageMs: number;
  /** Time until the next poll, in milliseconds, while one is planned. */
  nextPollInMs?: number;
  /** The time until the end, in milliseconds, estimated from the job's progress. */
  remainingMs?: number;
  /** True while a request is under way. */
  isPolling: boolean;
  /** True if the job has priority. */
  isFocused: boolean;
  /** The number of statuses that were read. */
  readings: number;
}

/** One change of a board. */
export interface BoardChange {
  /** `ended` comes once for each job. */
  type: "added" | "status" | "failure" | "ended" | "removed";
  /** The job's URL, by which a board knows it. */
  url: string;
  /** The job; absent when it was removed. */
  job?: BoardJob;
}

/** A board as plain data without secrets. Members that are not declared here may change in any version. */
export interface JobBoardState {
  /** The version of this format. */
  version: 1;
  /** When the state was taken, in milliseconds since 1970. */
  savedAt: number;
  /** The jobs. Their further members may change in any version. */
  jobs: { job: Job }[];
}
