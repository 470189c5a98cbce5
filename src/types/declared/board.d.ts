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
  /** The time until the next poll, in milliseconds, while one is planned. */
  nextPollInMs?: number;
  /** The time until the end, in milliseconds, estimated from the job's progress. */
  remainingMs?: number;
  /** The likely end of the job. It is an estimate and not a promise. Absent while too little is known. */
  likelyEnd?: LikelyEnd;
  /** True while a request is under way. */
  isPolling: boolean;
  /** True if the job has priority. */
  isFocused: boolean;
  /** The number of readings. */
  readings: number;
  /** The size of the result in bytes, once it was downloaded through the board. */
  resultBytes?: number;
  /** When the job was submitted or added, in milliseconds since 1970. */
  startedAt?: number;
  /** When the board saw that it had ended, in milliseconds since 1970. */
  endedAt?: number;
  /** True when the end is known, or when the board no longer waits for it (`error`). */
  isDone: boolean;
  /** The reason why the job did not succeed, or why the board no longer follows it. */
  error?: ExportJobsError;
}

/**
 * The likely end of a job, counted from now. It is based on the job's own progress, or on the durations of earlier
 * jobs of its kind: eight of ten such jobs ended within these times. It is an estimate and not a promise.
 */
export interface LikelyEnd {
  /** The time until the earliest likely end, in milliseconds. */
  fromMs: number;
  /** The time until the latest likely end, in milliseconds. */
  toMs: number;
}

/** One change of a board. */
export interface BoardChange {
  /** The kind of the change. `ended` comes once for each job. */
  type: "added" | "status" | "failure" | "ended" | "removed";
  /** The job's URL, which identifies it on a board. */
  url: string;
  /** The job; absent when it was removed. */
  job?: BoardJob;
}

/** Jobs that ended while nobody looked. */
export interface BoardNews {
  /** The number of jobs that succeeded. */
  ready: number;
  /** The number of jobs that did not succeed, or are no longer followed. */
  failed: number;
  /** A sentence with these numbers in English, such as `3 exports are ready, 1 failed.` */
  text: string;
  /** The jobs, in the order in which they ended. */
  jobs: BoardJob[];
}

/** The limits of a board's history. */
export interface BoardHistoryOptions {
  /** The time that a job stays in the history after its end, in milliseconds. Default: 30 days. */
  maxAgeMs?: number;
  /**
   * The highest number of jobs in the history. The oldest are dropped first. Default: 1,000. With 0, nothing is
   * kept.
   */
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
  /** The time before which the job must have ended, in milliseconds since 1970. */
  until?: number;
  /** The highest number of jobs to return. The newest come first. */
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
  /** The highest number of jobs that may run at the same time. */
  running?: number;
  /** The shortest time between two polls of one job, in milliseconds. */
  floorMs?: number;
}

/** The highest number of requests in any window of time. */
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
  /** The remaining wait that the service asked for, in milliseconds. 0 if it asked for none. */
  heldForMs: number;
  /** The use of the limit on status requests. Absent if they are not limited. */
  reads?: RateUse;
  /**
   * The use of the limit on submissions and other requests that change something. Absent if
   * they are not limited.
   */
  submissions?: RateUse;
  /** The number of jobs that may run at the same time. Absent without a limit. */
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
   * The time until another request is allowed, in milliseconds: 0 while some are left. Absent if none is ever
   * allowed.
   */
  freeInMs?: number;
}
