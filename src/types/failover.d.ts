import type { ExportJobsError } from "../entry/export-jobs-error.js";
import type { HttpResponse } from "./http.js";
import type { LanguageRuntimeOptions } from "./runtime.js";

/** The options of `new LanguageFailover`. */
export interface LanguageFailoverOptions {
  /** The resource that is asked first. */
  primary: LanguageRuntimeOptions;
  /** The resource that is asked while the first one fails. */
  secondary: LanguageRuntimeOptions;
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /**
   * How long a resource is not asked after its first failure, in milliseconds. The pause doubles with each failure.
   * Default: 5,000.
   */
  firstPauseMs?: number;
  /** The longest pause, in milliseconds, even if a resource asks for more. Default: 300,000. */
  longestPauseMs?: number;
  /**
   * True to send an analysis to the other resource when its submission got no answer. It may then run twice, which
   * costs twice and has no other effect. Default: true.
   */
  repeatLostSubmissions?: boolean;
}

/** Which resource gave an answer. */
export interface AnsweredBy {
  /** Which of the two resources answered. */
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
  /** The resource that the next call asks; absent while both pause. */
  current?: "primary" | "secondary";
}
