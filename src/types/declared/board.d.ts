// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { ExportJobsError } from "../../entry/export-jobs-error.js";
import type { Job, JobState, JobStatus } from "./job.js";

/** The current state of a job on a board. */
export interface BoardJob {
  /** The job. */
  job: Job;
  /** The last status; absent before the first answer. */
  status?: JobStatus;
  /** The reason why the last poll failed, while it is about to be repeated. */
  lastFailure?: ExportJobsError;
  /** The time since the job was submitted or added, in milliseconds. */
  ageMs: number;
  /** Time until the next poll, in milliseconds, while one is planned. */
  nextPollInMs?: number;
  /** The time until the end, in milliseconds, estimated from the job's progress. */
  remainingMs?: number;
  /** When the job is likely to end. An estimate, never a promise; absent while too little is known. */
  likelyEnd?: LikelyEnd;
  /** True while a request is under way. */
  isPolling: boolean;
  /** True if the job has priority. */
  isFocused: boolean;
  /** The number of statuses that were read. */
  readings: number;
  /** The size of the result in bytes, once it was downloaded through the board. */
  resultBytes?: number;
  /** When the job was submitted or added, in milliseconds since 1970. */
  startedAt?: number;
  /** When the board saw that it had ended, in milliseconds since 1970. */
  endedAt?: number;
  /** True when the end is known, or when the board no longer waits for it (`error`). */
  isDone: boolean;
  /** The reason why the job did not end well, or why the board no longer follows it. */
  error?: ExportJobsError;
}

/**
 * When a job is likely to end, counted from now. It comes from the job's own progress, or from how long
 * jobs of this kind took before: eight of ten such jobs ended within these times. It is an estimate, and
 * never a promise.
 */
export interface LikelyEnd {
  /** The time until it may end at the earliest, in milliseconds. */
  fromMs: number;
  /** The time until it is likely to have ended, in milliseconds. */
  toMs: number;
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

/** Jobs that ended while nobody looked. */
export interface BoardNews {
  /** The number of jobs that ended well. */
  ready: number;
  /** The number of jobs that did not, or that are no longer followed. */
  failed: number;
  /** The same in English, such as `3 exports are ready, 1 failed.` */
  text: string;
  /** The jobs, in the order in which they ended. */
  jobs: BoardJob[];
}

/** The limits of a board's history. */
export interface BoardHistoryOptions {
  /** The time that a job stays in the history after its end, in milliseconds. Default: 30 days. */
  maxAgeMs?: number;
  /** The most jobs in the history. The oldest are left out. Default: 1,000. With 0, nothing is kept. */
  maxJobs?: number;
}

/** A filter for the history. A job must match every member that is given. */
export interface BoardHistoryFilter {
  /** The service, as in `Job.service`. */
  service?: string;
  /** The operation, such as `export`. */
  operation?: string;
  /** The project. */
  project?: string;
  /** The states of the last status, such as `["failed", "cancelled"]`. */
  states?: JobState[];
  /** The earliest end, in milliseconds since 1970. */
  since?: number;
  /** The end is earlier than this, in milliseconds since 1970. */
  until?: number;
  /** The most jobs to return. The newest come first. */
  limit?: number;
}

/** A board as plain data without secrets. Members that are not declared here may change in any version. */
export interface JobBoardState {
  /** When the state was taken, in milliseconds since 1970. */
  savedAt: number;
  /** The jobs. Their further members may change in any version. */
  jobs: {
    /** The job. */
    job: Job;
  }[];
  /** The version of this format. */
  version: 1;
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

/** The most requests in any window of time. */
export interface RateLimit {
  /** The number of requests. */
  count: number;
  /** The length of the window, in milliseconds. */
  windowMs: number;
}

/** The use of the limits of an API at one origin. */
export interface BudgetUse {
  /** The origin, such as `https://contoso.cognitiveservices.azure.com`. */
  origin: string;
  /** The API, such as `azure-language`: authoring and runtime at one resource have limits of their own. */
  api: string;
  /** The number of running jobs, as far as the board knows. */
  running: number;
  /** The number of submissions that wait for their turn. */
  queued: number;
  /** For how much longer the service asked for silence, in milliseconds; 0 when it did not. */
  heldForMs: number;
  /** Status requests; absent when they are not limited. */
  reads?: RateUse;
  /** Submissions and other requests that change something; absent when they are not limited. */
  submissions?: RateUse;
  /** The number of jobs that may run at a time; absent without a limit. */
  maxRunning?: number;
}

/** The use of a rate limit. */
export interface RateUse {
  /** The number of requests that were sent within the last `windowMs`. */
  used: number;
  /** The number of requests that are allowed within any `windowMs`. */
  count: number;
  /** The length of the window, in milliseconds. */
  windowMs: number;
  /**
   * The time until another request is allowed, in milliseconds: 0 while some are left. Absent
   * when none is ever allowed.
   */
  freeInMs?: number;
}
