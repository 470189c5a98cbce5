// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/** How much is used of the limits of an API at one origin. */
export interface BudgetUse {
  /** The origin, such as `https://contoso.cognitiveservices.azure.com`. */
  origin: string;
  /** The API, such as `azure-language`: authoring and runtime at one resource have limits of their own. */
  api: string;
  /** How many jobs run, as far as the board knows. */
  running: number;
  /** How many submissions wait for their turn. */
  queued: number;
  /** For how much longer the service asked for silence, in milliseconds; 0 when it did not. */
  heldForMs: number;
  /** Status requests; absent when they are not limited. */
  reads?: RateUse;
  /** Submissions and other requests that change something; absent when they are not limited. */
  submissions?: RateUse;
  /** How many jobs may run at a time; absent when that is not limited. */
  maxRunning?: number;
}

/** How much of a rate limit is used. */
export interface RateUse {
  /** How many requests were sent within the last `windowMs`. */
  used: number;
  /** How many requests are allowed within any `windowMs`. */
  count: number;
  /** The length of the window, in milliseconds. */
  windowMs: number;
}
