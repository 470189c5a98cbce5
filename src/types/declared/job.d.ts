// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/** A job to follow: plain JSON without secrets. Store it, and `follow` it in another page. */
export interface Job {
  /**
   * The service, with the family where it has several: `azure-language/analyze-text`,
   * `azure-language/analyze-conversations`, `azure-language/query-knowledgebases`,
   * `azure-language-runtime`, `avepoint`.
   */
  service: string;
  /** The operation of the job: `export`, `import`, `train`, `deploy` and so on; `analyze` for the runtime. */
  operation: string;
  /** The project of the job, if the service has projects. */
  project?: string;
  /** The service's id of the job, as sent. It is not always a UUID. */
  id: string;
  /** The absolute URL of the job's status. */
  url: string;
}

/** The state of a job, in words that all services share. */
export type JobState =
  /** Accepted, and waiting. */
  | "notStarted"
  /** Under way. */
  | "running"
  /** Asked to stop, and not yet stopped. */
  | "cancelling"
  /** Ended successfully. */
  | "succeeded"
  /** Ended, with errors in parts. The result can be fetched. */
  | "partiallyCompleted"
  /** Ended with a failure. */
  | "failed"
  /** Failed because the service was busy. The caller may submit it again. */
  | "retryable"
  /** Stopped at the service before it ended. */
  | "cancelled"
  /** A state that no contract lists. It never counts as an end. */
  | "unknown";

/** One reading of a job's status. */
export interface JobStatus {
  /** The state, in words that all services share. */
  state: JobState;
  /** The service's own word or number for the state, as sent. */
  serviceState: string;
  /** True if the job has ended, successfully or not, and will not change any more. */
  isDone: boolean;
  /** The service's id of the job, when the answer names it. */
  jobId?: string;
  /** When the job was created. RFC 3339, as sent. */
  createdAt?: string;
  /** When the job last changed. RFC 3339, as sent. */
  updatedAt?: string;
  /** When the service deletes the job and its result. RFC 3339, as sent. */
  expiresAt?: string;
  /**
   * Progress from 0 to 100, where the service reports it; 100 for a job that succeeded. Pollers and
   * boards never report less than before.
   */
  percentComplete?: number;
  /** The URL of the result, as the service says. Its presence does not mean success. */
  resultUrl?: string;
  /** The failure, in the service's words. */
  errors: ServiceError[];
  /** The service's warnings. */
  warnings: ServiceError[];
  /** The wait before the next reading that the service asks for, in milliseconds. */
  retryAfterMs?: number;
}

/** An error or a warning of a service, in its own words. */
export interface ServiceError {
  /** The service's code, such as `ProjectNotFound`. Gateways send the HTTP status: `"401"`. */
  code: string;
  /** The service's explanation, one or two sentences. */
  message: string;
  /** The subject of the error, such as a field of the request. */
  target?: string;
  /** The parts of a compound error. */
  details?: ServiceError[];
  /** A more specific error (`innererror` in the service's answer). */
  innerError?: ServiceError;
}
