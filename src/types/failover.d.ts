import type { ExportJobsError } from "../entry/export-jobs-error.js";
import type { HttpResponse } from "./http.js";
import type { LanguageRuntimeOptions } from "./runtime.js";

/** The options of `new LanguageFailover`. */
export interface LanguageFailoverOptions {
  /** The resource that is asked first. */
  primary: LanguageRuntimeOptions;
  /** The resource that is asked while the first one fails. */
  secondary: LanguageRuntimeOptions;
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /**
   * How long a resource is left alone after a first failure. The pause doubles from one failure to the next. Default:
   * 5 s.
   */
  firstPauseMs?: number;
  /** The longest pause, also of what a resource asks for. Default: 5 min. */
  longestPauseMs?: number;
  /**
   * Whether an analysis whose submission got no answer is sent to the other resource. It may run twice then, which
   * costs twice and does nothing else. Default: true.
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
  /** Whether it is in use. */
  isUp: boolean;
  /** How often it has failed since it was last up. */
  failures: number;
  /** The last failure, while it is not in use. */
  error?: ExportJobsError;
  /** In how long it is tried again, by the next call after that. */
  retryInMs?: number;
}

/** The health of both resources. */
export interface FailoverState {
  /** The resource that is asked first. */
  primary: ResourceHealth;
  /** The resource that is asked while the first one fails. */
  secondary: ResourceHealth;
  /** Which one would be asked now; absent while both pause. */
  current?: "primary" | "secondary";
}
