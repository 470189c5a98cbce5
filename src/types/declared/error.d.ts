// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { LoaderErrorCode } from "../loader-error.js";
import type { Job, ServiceError } from "./job.js";

/** The kind of a failure. Branch on the code, and show the message. */
export type ModuleErrorCode =
  /**
   * An argument breaks the contract of the service or of this package. The message names it.
   * Nothing was sent.
   */
  | "invalidArgument"
  /** A URL points at an origin that must not see the credential. */
  | "foreignOrigin"
  /**
   * No HTTP answer came: offline, DNS, TLS, CORS, or the page's own `fetch` failed. `cause` is what
   * `fetch` rejected with.
   */
  | "network"
  /** HTTP 401: the credential was refused, or there was none to send. */
  | "unauthorized"
  /** HTTP 403: the credential does not allow the operation. */
  | "forbidden"
  /** HTTP 404: no such project, job or result. */
  | "notFound"
  /**
   * The target already holds something that belongs to somebody else. It was not
   * overwritten.
   */
  | "conflict"
  /** HTTP 429: too many requests. `retryAfterMs` is the wait that the service asks for, if it does. */
  | "throttled"
  /** Any other HTTP status that is not a success. `status` holds it. */
  | "httpError"
  /**
   * The submission was accepted, but the header that names the job cannot be read. The message
   * names `Access-Control-Expose-Headers`.
   */
  | "hiddenHeader"
  /** The answer is not what the contract says. */
  | "unreadableResponse"
  /** The job ended without success. `errors` holds the service's reasons. */
  | "jobFailed"
  /** The job was cancelled or stopped at the service. */
  | "jobCancelled"
  /** The job or its result existed, and the service has deleted it. */
  | "expired"
  /** The board was closed before it was done. `job` is the job, where there is one. */
  | "closed"
  /** The browser, or the target of a saved file, did not store something. */
  | "notStored"
  /** A deadline passed. */
  | "timeout"
  /** A project file is not what its format says. `path`, `line`, `column` and `byteOffset` say where. */
  | "invalidProject";

/** The members of an error, apart from its cause and its stack. */
export interface ExportJobsErrorFields {
  /** The code of the failure, to branch on. */
  code: ModuleErrorCode | LoaderErrorCode;
  /** The failure and its remedy, in one or two sentences. */
  message: string;
  /** The HTTP status of the answer. */
  status?: number;
  /** The service's id of the exchange. Quote it to the service's support. */
  requestId?: string;
  /** The wait that the service asks for, in milliseconds. */
  retryAfterMs?: number;
  /** The errors that the service reported. */
  errors?: ServiceError[];
  /**
   * The job that failed, or that can be followed. Present also if a submission was accepted but its answer
   * cannot be used.
   */
  job?: Job;
  /**
   * The target of a redirect that was not followed, without its query; or the URL that the service gave for an
   * accepted job, if it cannot be used for a `job`. Possible credentials are removed.
   */
  location?: string;
  /** The place where a project file is broken: the JSON path, such as `$.assets.utterances[12].text`. */
  path?: string;
  /** The line in the project file, from 1. */
  line?: number;
  /** The column in the project file, in characters, from 1. */
  column?: number;
  /** The place in the project file, in bytes from its start. */
  byteOffset?: number;
}
