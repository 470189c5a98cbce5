/** What to follow: plain JSON, no secrets. Store it, and `follow` it in another page. */
export interface Job {
  /** `azure-language/analyze-text`, `azure-language/analyze-conversations`, `azure-language/query-knowledgebases`, `azure-language-runtime`, `avepoint`. */
  service: string;
  /** `export`, `import`, and so on; `analyze` of the runtime. */
  operation: string;
  project?: string;
  id: string;
  url: string;
}

export type JobState =
  | "notStarted" | "running" | "cancelling"
  | "succeeded" | "partiallyCompleted" | "failed" | "cancelled"
  /** A state that no contract lists. It is never taken for an end. */
  | "unknown";

/** One reading of a job. */
export interface JobStatus {
  state: JobState;
  /** The service's own word or number, verbatim. */
  serviceState: string;
  isDone: boolean;
  jobId?: string;
  /** RFC 3339, as sent. */
  createdAt?: string;
  /** RFC 3339, as sent. */
  updatedAt?: string;
  /** When the service deletes job and result. RFC 3339, as sent. */
  expiresAt?: string;
  /** From 0 to 100, where the service says it; 100 for a job that succeeded. A poller and a board never report less than before. */
  percentComplete?: number;
  /** Where the service says the result is. Its presence is no success. */
  resultUrl?: string;
  errors: ServiceError[];
  warnings: ServiceError[];
  /** How long the service asks to wait before the next reading. */
  retryAfterMs?: number;
}

/** What a service says of a failure. */
export interface ServiceError {
  code: string;
  message: string;
  target?: string;
  details?: ServiceError[];
  innerError?: ServiceError;
}
