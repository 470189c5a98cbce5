// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/**
 * A service as data: all facts that `JobService` needs. Nothing in it is executed.
 *
 * Texts that name a member of an answer are JSON pointers (RFC 6901), in which `*` means every item of a list.
 * Paths are templates (RFC 6570, level 1) with names in braces. A list of places is tried in order.
 */
export interface ServiceDescription {
  /** The name of the service, which is also in its jobs: letters, digits, `-`, `_` and `.`. */
  name: string;
  /** The name for people. */
  title?: string;
  /** The documents with the facts, such as their URLs. */
  sources?: string[];
  /** The day on which the sources were read, such as `2026-11-27`. */
  readOn?: string;
  /** The address of the service. The option `endpoint` of a client replaces it. */
  endpoint?: string;
  /** The credential that requests carry. */
  credential: CredentialDescription;
  /** The operations, by their names. */
  operations: Record<string, OperationDescription>;
  /** The limits of the service at one origin. */
  limits?: DescribedLimits;
  /** The pace at which jobs are polled. */
  pace?: DescribedPace;
}

/** The credential that requests to a service carry. */
export interface CredentialDescription {
  /** `bearer`: a token in `Authorization`. `header`: a key in the header `name`. `none`: nothing. */
  kind: "bearer" | "header" | "none";
  /** The header of the key, such as `X-Api-Key`. */
  name?: string;
  /** The text before the key in its header, such as `Bearer ` or `SSWS `. */
  prefix?: string;
  /** The scope of the tokens, such as `https://graph.microsoft.com/.default`. */
  scope?: string;
}

/** One kind of job: its submission, URL, status, result and cancellation. */
export interface OperationDescription {
  /** The request that starts a job. */
  submit: SubmissionDescription;
  /** The place where the answer to the submission names the job. */
  job: JobPlaces;
  /** The reading of the job's state. */
  status: StatusDescription;
  /** The place of the result. Without it, the job has none. */
  result?: ResultDescription;
  /** The cancellation of the job. Without it, the service has no way to cancel a job. */
  cancel?: CancelDescription;
}

/**
 * The request that starts a job. Values of `headers`, `query` and `body` may contain names of parameters in
 * braces.
 */
export interface SubmissionDescription {
  /** The HTTP method. */
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * The path below the endpoint, as a template. It may have a query. Without it, callers make the request
   * themselves, with this method; the description is used for everything after it.
   */
  path?: string;
  /** Headers that every submission has, such as `Prefer: respond-async`. */
  headers?: Record<string, string>;
  /** Parameters that every query has. */
  query?: Record<string, string>;
  /**
   * The JSON body. A text in it that is only a name in braces, such as `"{query}"`, is replaced by that
   * parameter's value, or left out with its member if there is none. Other parameters of the body are added as
   * members.
   */
  body?: unknown;
  /** The media type of the body. Default: `application/json`. */
  contentType?: string;
  /** The values that callers give, by their names. */
  parameters?: Record<string, ParameterDescription>;
  /** The HTTP statuses that mean "accepted". Default: every 2xx. */
  success?: number[];
  /**
   * The HTTP statuses that mean "done": the answer to the submission is also the last answer of the job. A state
   * in the answer takes precedence.
   */
  doneAt?: number[];
  /** Conditions, each of which means that the answer refuses the submission, regardless of its HTTP status. */
  failedWhen?: Condition[];
  /** The place of the errors in a refusal. Default: the usual places. */
  errors?: ErrorPlace[];
  /**
   * The HTTP statuses after which the submission may be sent again, such as 503. It may then start two jobs.
   * Default: none, because a submission that may have arrived is not repeated.
   */
  repeatAfter?: number[];
}

/** A parameter of a submission: a value from the caller, and its place in the request. */
export interface ParameterDescription {
  /**
   * The part of the request that gets the value. If a template there has the name in braces, the value replaces
   * it.
   */
  in: "path" | "query" | "header" | "body";
  /** The kind of its value. Default: `text`. */
  kind?: "text" | "number" | "whole" | "flag" | "texts" | "time" | "json";
  /**
   * The name in the request, if it is different: the name of the query parameter, of the header, or of the
   * member of the body. A name that begins with a slash is a JSON pointer, for a member of a nested object.
   */
  name?: string;
  /** True if the caller must give a value. A parameter of the path always needs a value. */
  required?: boolean;
  /** The value if the caller gives none. */
  default?: unknown;
  /** The allowed values. */
  oneOf?: (string | number)[];
  /** The highest number of characters of a text, or of items of a list. */
  most?: number;
  /**
   * The text between the items of a list in a path, query or header, such as `,`. Without it, the
   * query repeats the name for each item.
   */
  join?: string;
  /** The meaning of the parameter, for people. */
  about?: string;
}

/** The place where the answer to a submission names the job. */
export interface JobPlaces {
  /** The service's id of the job. Without it, the last segment of the URL is the id. */
  id?: Place[];
  /**
   * The URL of the job's status. A URL that is only a path belongs to the endpoint's origin. Places are tried in
   * order, so a path after a header is used if a browser hides the header. Each job needs a URL of its own.
   */
  url: Place[];
  /**
   * True if the answer to a status request may name a new URL of the job, at the same
   * places.
   */
  moves?: boolean;
  /**
   * The parameter that becomes the job's `project`, for people. Default: the one named `project`, or
   * the one that `result.name` needs.
   */
  project?: string;
}

/** The rules for reading the state of a job from the answer at its URL. */
export interface StatusDescription {
  /** The HTTP method. Default: `GET`. */
  method?: "GET" | "POST";
  /** Headers of the request. */
  headers?: Record<string, string>;
  /**
   * Parameters that are added to the query of the job's URL. Values may contain `{id}`. These parameters are not
   * part of the job's URL, so they are not stored.
   */
  query?: Record<string, string>;
  /** The JSON body of a `POST`. A text in it that is only `{id}` is replaced by the job's id. */
  body?: unknown;
  /** The places of the state. The first one that has a state is used. */
  state: StatePlace[];
  /**
   * The states by the service's words, numbers or booleans (`"true"`). Case is ignored, and `canceled` is the
   * same as `cancelled`. Any other word is `unknown`, which is never an end.
   */
  states?: Record<string, DescribedState>;
  /** The place of the job's id in an answer. With it, the status of another job is detected. */
  id?: Place[];
  /** The state if no place has one. Without this member, such an answer is unreadable. */
  absent?: DescribedState;
  /** Conditions under which the poll has failed and may be repeated, regardless of its HTTP status. */
  transientWhen?: Condition[];
  /** Conditions under which the job was cancelled, regardless of its state. */
  cancelledWhen?: Condition[];
  /**
   * Conditions under which the job has failed, regardless of its state. A failed job is
   * never a success.
   */
  failedWhen?: Condition[];
  /**
   * Conditions under which a failed job may be submitted again: its state is `retryable`. It is never submitted
   * again automatically.
   */
  retryableWhen?: Condition[];
  /**
   * Conditions under which a job that succeeded or failed has a partial result: its state is
   * `partiallyCompleted`.
   */
  partialWhen?: Condition[];
  /** The progress in percent: a number, or a text such as `50` or `50%`. */
  percent?: Place[];
  /**
   * The remaining time of the job, in seconds. The next poll waits for it, within the limits of the pace, unless
   * the service asks for another wait.
   */
  remaining?: Place[];
  /**
   * The place of the service's message about the state, for people. The message of a failed job is
   * added to its `errors`, and that of any other job to its `warnings`.
   */
  message?: Place[];
  /** When the job was created. RFC 3339. */
  createdAt?: Place[];
  /** When the job last changed. RFC 3339. */
  updatedAt?: Place[];
  /** When the service deletes the result. RFC 3339, or the date of an HTTP header. */
  expiresAt?: Place[];
  /** The place of the errors of a job, and of a poll that failed. Default: the usual places. */
  errors?: ErrorPlace[];
  /** The place of warnings. */
  warnings?: ErrorPlace[];
  /**
   * The place of the wait before the next poll, in seconds or as an HTTP date. The headers
   * `Retry-After` and `Retry-After-Ms` are always read.
   */
  retryAfter?: Place[];
}

/** The place of a job's state. Give one of `body`, `header` and `http`. */
export interface StatePlace {
  /** A member of the JSON body, as a JSON pointer: a text, a number or a boolean. */
  body?: string;
  /** A header. */
  header?: string;
  /**
   * The state for each HTTP status, such as `{ "202": "running", "200": "succeeded" }`. An answer with a listed
   * status is a reading, even if it is not a 2xx.
   */
  http?: Record<string, DescribedState>;
  /** For `http`: true if the place applies only to an answer whose body is a JSON object. */
  json?: boolean;
}

/** The states to which a description maps a service's words. */
export type DescribedState =
  /** Accepted, and waiting. */
  | "notStarted"
  /** Under way. */
  | "running"
  /** Asked to stop, and not yet stopped. */
  | "cancelling"
  /** Ended successfully. */
  | "succeeded"
  /** Ended, with errors in parts. There is a result. */
  | "partiallyCompleted"
  /** Ended with a failure. */
  | "failed"
  /** Failed because the service was busy: the caller may submit again. */
  | "retryable"
  /** Stopped before it ended. */
  | "cancelled"
  /** Ended, and deleted by the service: reported as the error `expired`. */
  | "expired";

/** The place of a value. Give one of `body`, `header`, `path` and `request`. */
export interface Place {
  /** A member of the answer's JSON body, as a JSON pointer: `/status`. A text, a number or a boolean. */
  body?: string;
  /** A header of the answer. */
  header?: string;
  /**
   * For URLs: a path below the endpoint, as a template. It may have `{id}`, the names of the
   * submission's parameters in the path, and those of the client's `parameters`. A path that begins
   * with `{job}` begins with the job's own URL: `{job}/file`.
   */
  path?: string;
  /**
   * For the paths of files and of `result.via`: names in the path whose values are in the answer, each with its
   * JSON pointer.
   */
  with?: Record<string, string>;
  /** For URLs: `url` is the URL of the submission itself. */
  request?: "url";
  /** For `result.via`: the header is in the answer to the submission. */
  of?: "submission";
  /**
   * For URLs of jobs: another operation, to which a job with this URL belongs. The rules of that operation then
   * apply to the job, for example those of a status monitor instead of a resource.
   */
  operation?: string;
  /** Values that mean "no value", such as `0001-01-01T00:00:00Z`. */
  none?: string[];
}

/**
 * A condition on an answer. Give one of `body`, `header` and `http`. A member or a header meets the condition if
 * it is present, and is not null, `false`, zero, or an empty text, list or object. With `is`, it must have one of
 * these values.
 */
export interface Condition {
  /** A member of the JSON body, as a JSON pointer. */
  body?: string;
  /** A header. */
  header?: string;
  /** HTTP statuses. */
  http?: number[];
  /** The values that meet the condition. Texts are compared without regard to case. */
  is?: (string | number | boolean)[];
}

/** The place of errors in an answer: an error object, a list of them, or a text. */
export interface ErrorPlace {
  /** The error, the list or the text, as a JSON pointer. */
  body: string;
  /** The code within an error. Default: `/code`. */
  code?: string;
  /** The sentence within an error. Default: `/message`. */
  message?: string;
  /** The subject within an error. Default: `/target`. */
  target?: string;
}

/** The place of the result of a job: in the status itself (`inline`), or in files. */
export interface ResultDescription {
  /** The URLs of the files. The first place that has any is used. A pointer with `*` names several. */
  files?: Place[];
  /** The names of the files, one for each URL. The name of a file is `{name}` in the template `name`. */
  names?: Place[];
  /**
   * The member of the status that is the result itself: a text as it is, and anything else as JSON.
   * The pointer `""` is the whole body.
   */
  inline?: Place[];
  /**
   * The URL of one more request, which is sent once the job has succeeded. Its answer has the files or the
   * inline result. Until then the job is reported as running. If no place has a value, the status itself has the
   * files or the result.
   */
  via?: Place[];
  /**
   * The credential of requests for files. `same`, the default, sends the credential, and allows only the
   * endpoint's own origin. `none` sends no credential, and allows any `https:` URL; such a URL is never stored.
   * A place with a boolean decides for each answer: `{ "body": "/requiresAccessToken" }`.
   */
  credential?: "same" | "none" | Place;
  /** Headers of the requests for files. */
  headers?: Record<string, string>;
  /** `status`: the URLs of files soon expire, so the status is read again before a download. */
  renew?: "status";
  /** The pages of a file, if the service divides it. Each page becomes a file of its own. */
  pages?: PagesDescription;
  /** The media type of the files, if their answers do not have one. */
  contentType?: string;
  /**
   * The name of the file, as a template: `{project}.zip`. It may have `{id}`, `{operation}`,
   * `{project}`, `{name}`, the parameters in the job's path, and one further parameter, which the
   * job keeps as its `project`.
   */
  name?: string;
}

/** Pages of a result that the service divides. */
export interface PagesDescription {
  /** The place where a page names the next one: its URL, or a value for the query parameter `query`. */
  next: Place[];
  /**
   * The query parameter of the next page's request that gets the value. Without it, the value is the
   * URL of the next page.
   */
  query?: string;
}

/** The request that cancels a job. */
export interface CancelDescription {
  /** The HTTP method. Not `GET`. */
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * The URL: `job` for the job's own URL, or a template as in `Place.path`, such as `{job}/cancel`. Default:
   * `job`.
   */
  url?: string;
  /** The headers of the request. */
  headers?: Record<string, string>;
  /** The JSON body. A text in it that is only `{id}` is replaced by the job's id. */
  body?: unknown;
  /** The HTTP statuses that mean "accepted". Default: every 2xx. */
  success?: number[];
  /**
   * `cancelled`: if the service answers HTTP 404 or 410 for a job after its cancellation, the job is cancelled.
   * Without this member, such an answer is an error.
   */
  gone?: "cancelled";
}

/** The limits of a service at one origin. A member that is left out sets no limit. */
export interface DescribedLimits {
  /** The highest number of submissions and cancellations in any minute. */
  submissionsPerMinute?: number;
  /**
   * The highest number of submissions and cancellations in any 24 hours. Give a limit for a
   * minute or for a day, not both.
   */
  submissionsPerDay?: number;
  /** The highest number of status requests in any minute. */
  readsPerMinute?: number;
  /** The highest number of jobs that run at the same time. */
  running?: number;
}

/** The pace and the time limit of the polls of a job, in milliseconds. */
export interface DescribedPace {
  /** The wait between the submission and the first poll. Default: none. */
  firstMs?: number;
  /** The shortest wait between two polls. Default: one second. */
  intervalMs?: number;
  /** The longest wait that the poller chooses itself. Default: 30 seconds. */
  maxIntervalMs?: number;
  /** The time limit for following a job. Default: one hour. */
  timeoutMs?: number;
}
