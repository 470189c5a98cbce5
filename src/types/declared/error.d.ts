// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { LoaderErrorCode } from "../loader-error.js";
import type { Job, ServiceError } from "./job.js";

/** What kind of failure an error is. Branch on this, and show the message. */
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
  /** HTTP 401: the credential was refused, or none could be had. */
  | "unauthorized"
  /** HTTP 403: the credential does not allow it. */
  | "forbidden"
  /** HTTP 404: no such project, job or result. */
  | "notFound"
  /** The target holds something of somebody else's. It was not overwritten. */
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
  /** What went wrong, to branch on. */
  code: ModuleErrorCode | LoaderErrorCode;
  /** What happened, and what to do about it, in one or two sentences. */
  message: string;
  /** The HTTP status of the answer. */
  status?: number;
  /** The service's id of the exchange. Quote it to the service's support. */
  requestId?: string;
  /** How long the service asks to wait, in milliseconds. */
  retryAfterMs?: number;
  /** What the service says of the failure. */
  errors?: ServiceError[];
  /**
   * The job that failed, or that can be followed: also the job of a submission that was accepted, and
   * whose answer cannot be used.
   */
  job?: Job;
  /**
   * Where a redirect led to, which was not followed, without its query; or where the service said that
   * an accepted job is, when no `job` could be made of it. What could be a credential is cut out.
   */
  location?: string;
  /** Where a project file stops being one: the JSON path, such as `$.assets.utterances[12].text`. */
  path?: string;
  /** The line in the project file, from 1. */
  line?: number;
  /** The column in the project file, in characters, from 1. */
  column?: number;
  /** The place in the project file, in bytes from its start. */
  byteOffset?: number;
}
