// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/**
 * A service as data: everything that `JobService` needs to know of it. Nothing in it is executed.
 *
 * Texts that name a member of an answer are JSON pointers (RFC 6901), in which `*` stands for every
 * item of a list. Paths are templates (RFC 6570, level 1) with names in braces. A list of places is
 * tried in its order.
 */
export interface ServiceDescription {
  /** The name of the service, as its jobs have it: letters, digits, `-`, `_` and `.`. */
  name: string;
  /** The name for people. */
  title?: string;
  /** The documents that the facts are from. */
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

/** One kind of job: how it is submitted, found, followed, collected and cancelled. */
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
 * The request that starts a job. Values of `headers`, `query` and `body` may hold names of parameters
 * in braces.
 */
export interface SubmissionDescription {
  /** The HTTP method. */
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * The path below the endpoint, as a template. It may have a query. Without it, callers make the
   * request themselves, with this method, and the description is for the rest.
   */
  path?: string;
  /** Headers that every submission has, such as `Prefer: respond-async`. */
  headers?: Record<string, string>;
  /** Parameters that every query has. */
  query?: Record<string, string>;
  /**
   * The JSON body. A text in it that is only a name in braces, such as `"{query}"`, is replaced by
   * that parameter's value, or left out with its member when there is none. Parameters that go to
   * the body, and do not stand in it, are added as members.
   */
  body?: unknown;
  /** The media type of the body. Default: `application/json`. */
  contentType?: string;
  /** The values from callers, by the names that they use. */
  parameters?: Record<string, ParameterDescription>;
  /** The HTTP statuses that mean "accepted". Default: every 2xx. */
  success?: number[];
  /**
   * The HTTP statuses with which the job is done at once, and the answer is that of its end. Where
   * the answer has a state, that counts instead.
   */
  doneAt?: number[];
  /** When an answer refuses the submission, whatever its HTTP status is: if any of these holds. */
  failedWhen?: Condition[];
  /** The place of the errors in a refusal. Default: the usual places. */
  errors?: ErrorPlace[];
  /**
   * The HTTP statuses after which the submission may be sent again, such as 503. It may then start
   * two jobs. Default: none, since a submission that may have arrived is not repeated.
   */
  repeatAfter?: number[];
}

/** A parameter of a submission: what a caller gives, and where it goes. */
export interface ParameterDescription {
  /** The part of the request that it goes to. If its name stands in braces in a template, it goes there. */
  in: "path" | "query" | "header" | "body";
  /** The kind of its value. Default: `text`. */
  kind?: "text" | "number" | "whole" | "flag" | "texts" | "time" | "json";
  /**
   * Its name in the request, where that is another one: of the query, of the header, or of the
   * member of the body. A name that begins with a slash is a JSON pointer, for a member within
   * objects.
   */
  name?: string;
  /** True if it must be given. A parameter of the path must be given anyway. */
  required?: boolean;
  /** Its value, unless a caller gives one. */
  default?: unknown;
  /** The values that it may have. */
  oneOf?: (string | number)[];
  /** The most characters of a text, or the most items of a list. */
  most?: number;
  /**
   * The text between the items of a list in a path, query or header, such as `,`. Without it, the
   * query repeats the name for each item.
   */
  join?: string;
  /** Its meaning, for people. */
  about?: string;
}

/** The place where the answer to a submission names the job. */
export interface JobPlaces {
  /** The service's id of the job. Without it, the last segment of the URL is the id. */
  id?: Place[];
  /**
   * The URL at which its status is read. A URL that is only a path belongs to the endpoint's
   * origin. A place with a header is tried before those after it, so a path at the end serves where
   * a browser hides the header. Each job needs a URL of its own.
   */
  url: Place[];
  /** True if any status may name another URL, at the same places, which is then the job's. */
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
   * Parameters that the query has besides those of the job's URL. Values may hold `{id}`. What is
   * only here is not part of the job's URL, and so not stored.
   */
  query?: Record<string, string>;
  /** The JSON body of a `POST`. A text in it that is only `{id}` is replaced by the job's id. */
  body?: unknown;
  /** The places of the state. The first that has one counts. */
  state: StatePlace[];
  /**
   * The states by the service's words, numbers or booleans (`"true"`). Case does not matter, and
   * `canceled` is `cancelled`. Any other word is `unknown`, which is never an end.
   */
  states?: Record<string, DescribedState>;
  /** The place of the job's id in an answer. The status of another job is then noticed. */
  id?: Place[];
  /** The state when no place has one. Without it, such an answer cannot be read. */
  absent?: DescribedState;
  /** When an answer says that the poll failed and may be repeated, whatever its HTTP status is. */
  transientWhen?: Condition[];
  /** When the job was cancelled, whatever its state is. */
  cancelledWhen?: Condition[];
  /** When the job has failed, whatever its state is. A failed job is never a success. */
  failedWhen?: Condition[];
  /**
   * When a job that failed may be submitted again: its state is `retryable`. It is never submitted
   * again by itself.
   */
  retryableWhen?: Condition[];
  /** When a job that succeeded or failed has a result in part: its state is `partiallyCompleted`. */
  partialWhen?: Condition[];
  /** The progress in percent: a number, or a text such as `50` or `50%`. */
  percent?: Place[];
  /**
   * The time that the job will still take, in seconds. The next poll waits as long, within the pace,
   * unless the service asks for another wait.
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
   * `Retry-After` and `Retry-After-Ms` are read in any case.
   */
  retryAfter?: Place[];
}

/** A place that has the state. Give one of `body`, `header` and `http`. */
export interface StatePlace {
  /** A member of the JSON body, as a JSON pointer: a text, a number or a boolean. */
  body?: string;
  /** A header. */
  header?: string;
  /**
   * The HTTP status itself: the state of each, such as `{ "202": "running", "200": "succeeded" }`.
   * One that is listed is a reading, also if it is not a 2xx.
   */
  http?: Record<string, DescribedState>;
  /** For `http`: true if the place counts only for an answer whose body is a JSON object. */
  json?: boolean;
}

/** The states that a description gives to a service's words. */
export type DescribedState =
  /** Accepted, and waiting. */
  | "notStarted"
  /** Under way. */
  | "running"
  /** Asked to stop, and not yet stopped. */
  | "cancelling"
  /** Ended well. */
  | "succeeded"
  /** Ended, with errors in parts. There is a result. */
  | "partiallyCompleted"
  /** Ended badly. */
  | "failed"
  /** Ended badly because the service was busy: the caller may submit again. */
  | "retryable"
  /** Stopped before it ended. */
  | "cancelled"
  /** Ended, and no longer kept: an error `expired`. */
  | "expired";

/** A place that has a value. Give one of `body`, `header`, `path` and `request`. */
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
   * For the paths of files and of `result.via`: names in the path that the answer has, with the JSON
   * pointer of each.
   */
  with?: Record<string, string>;
  /** For URLs: `url` is the URL of the submission itself. */
  request?: "url";
  /** For `result.via`: the header is one of the answer to the submission. */
  of?: "submission";
  /**
   * For URLs of jobs: the other operation that a job found here belongs to. That operation's rules
   * then read the job, for example a status monitor instead of a resource.
   */
  operation?: string;
  /** Values that stand for none, such as `0001-01-01T00:00:00Z`. */
  none?: string[];
}

/**
 * A condition on an answer. Give one of `body`, `header` and `http`. A member or a header fulfils it
 * if it is there, and is not null, `false`, zero, or an empty text, list or object. With `is`, it must
 * have one of these values.
 */
export interface Condition {
  /** A member of the JSON body, as a JSON pointer. */
  body?: string;
  /** A header. */
  header?: string;
  /** HTTP statuses. */
  http?: number[];
  /** The values that fulfil it. Texts are compared without regard to case. */
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
  /** The subject of an error. Default: `/target`. */
  target?: string;
}

/** The place of the result of a job: in the status itself (`inline`), or in files. */
export interface ResultDescription {
  /** The URLs of the files. The first place that has any counts. A pointer with `*` names several. */
  files?: Place[];
  /** The names of the files, as many as there are URLs. Each is `{name}` in the template `name`. */
  names?: Place[];
  /**
   * The member of the status that is the result itself: a text as it is, and anything else as JSON.
   * The pointer `""` is the whole body.
   */
  inline?: Place[];
  /**
   * The URL of one more request, which is sent once the job has succeeded. Its answer has the files
   * or the inline result. Until then the job counts as running. If no place has a value, the
   * status has the files or the result.
   */
  via?: Place[];
  /**
   * Who may see the credential: `same` sends it, to the endpoint's own origin only, which is the
   * default. `none` sends files' requests without it, to any `https:` address, which is never
   * stored. A place says it with a boolean: `{ "body": "/requiresAccessToken" }`.
   */
  credential?: "same" | "none" | Place;
  /** Headers of the requests for files. */
  headers?: Record<string, string>;
  /** `status`: the addresses of files soon expire, so the status is read again before a download. */
  renew?: "status";
  /** The way from one page of a file to the next. Each page is a file of its own. */
  pages?: PagesDescription;
  /** The media type of the files, where their answers do not say it. */
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
   * `job`, which is the job's own URL; or a template as in `Place.path`, such as `{job}/cancel`.
   * Default: `job`.
   */
  url?: string;
  /** Headers. */
  headers?: Record<string, string>;
  /** The JSON body. A text in it that is only `{id}` is replaced by the job's id. */
  body?: unknown;
  /** The HTTP statuses that mean "accepted". Default: every 2xx. */
  success?: number[];
  /**
   * `cancelled`: a job that the service no longer knows after it was cancelled, with HTTP 404 or 410,
   * counts as cancelled. Without it, that answer is an error.
   */
  gone?: "cancelled";
}

/** The limits of a service at one origin. A member that is left out sets no limit. */
export interface DescribedLimits {
  /** Submissions and cancellations in any minute. */
  submissionsPerMinute?: number;
  /** Submissions and cancellations in any 24 hours. Give only one of the two. */
  submissionsPerDay?: number;
  /** Status requests in any minute. */
  readsPerMinute?: number;
  /** Jobs that run at the same time. */
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
