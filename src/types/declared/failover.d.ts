// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { ExportJobsError } from "../../entry/export-jobs-error.js";

/** The resource that gave an answer. */
export interface AnsweredBy {
  /** The resource that answered. */
  answeredBy: "primary" | "secondary";
  /** The endpoint of that resource. */
  endpoint: string;
}

/** The health of one resource. */
export interface ResourceHealth {
  /** The endpoint of the resource. */
  endpoint: string;
  /** True while the resource is in use. */
  isUp: boolean;
  /** The number of failures since the resource was last in use. */
  failures: number;
  /** The last failure, while the resource is not in use. */
  error?: ExportJobsError;
  /** The time until the resource may be tried again, in milliseconds. The next call after that tries it. */
  retryInMs?: number;
}

/** The health of both resources. */
export interface FailoverState {
  /** The resource that is asked first. */
  primary: ResourceHealth;
  /** The resource that is asked while the first one fails. */
  secondary: ResourceHealth;
  /** The resource that the next call asks. Absent while both pause. */
  current?: "primary" | "secondary";
}
