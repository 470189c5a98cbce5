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
   * The pause of a resource after its first failure, in milliseconds. It doubles with each failure.
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
