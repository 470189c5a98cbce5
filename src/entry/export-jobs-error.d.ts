import type { Job, ServiceError } from "../types/job.js";

/** The kind of a failure, to branch on. */
export type ExportJobsErrorCode =
  /** An argument is wrong. The message names it. */
  | "invalidArgument"
  /** The service named an origin that the caller does not trust. */
  | "foreignOrigin"
  /** There was no answer. `cause` is what `fetch` rejected with. */
  | "network"
  | "unauthorized"
  | "forbidden"
  | "notFound"
  /** The target holds somebody else's data, which was not overwritten. */
  | "conflict"
  /** HTTP 429. `retryAfterMs` says how long to wait, if the service says so. */
  | "throttled"
  /** Another HTTP error. `status` is its number. */
  | "httpError"
  /** The page may not read a header. The message names `Access-Control-Expose-Headers`. */
  | "hiddenHeader"
  /** The answer does not match the contract. */
  | "unreadableResponse"
  | "jobFailed"
  | "jobCancelled"
  /** The service has deleted the job or its result. */
  | "expired"
  /** The board was closed before the operation was done. `job` is the job, if there is one. */
  | "closed"
  /** The browser's storage failed. */
  | "notStored"
  | "timeout"
  | "invalidProject"
  /** The package was used before `init` was done. */
  | "notInitialized"
  /** The page's Content-Security-Policy or the platform forbids WebAssembly. The message says what to add. */
  | "blocked"
  /** An object was used after `free()`. */
  | "freed";

/** The class of all failures of this package. Only an abort rejects with the signal's own reason instead. */
export class ExportJobsError extends Error {
  constructor(
    code: ExportJobsErrorCode,
    message: string,
    details?: Partial<
      Pick<
        ExportJobsError,
        | "status"
        | "requestId"
        | "retryAfterMs"
        | "errors"
        | "job"
        | "location"
        | "path"
        | "line"
        | "column"
        | "byteOffset"
        | "cause"
      >
    >,
  );
  readonly name: "ExportJobsError";
  readonly code: ExportJobsErrorCode;
  /** The HTTP status of the answer. */
  readonly status?: number;
  /** The service's id of the request. Give it to the service's support. */
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** The errors that the service reported. */
  readonly errors?: ServiceError[];
  /**
   * The job that failed, or that can still be followed. Also set for an accepted submission whose answer cannot be
   * used.
   */
  readonly job?: Job;
  /**
   * The target of a redirect that was not followed; or the URL of an accepted job, if it could not be used for a
   * `job`. Credentials are removed.
   */
  readonly location?: string;
  /** The JSON path at which a project file is invalid, such as `$.assets.utterances[12].text`. */
  readonly path?: string;
  /** The line at which a project file is invalid, from 1. */
  readonly line?: number;
  /** The column, in characters, from 1. */
  readonly column?: number;
  /** The offset in bytes from the start of the file. */
  readonly byteOffset?: number;
  readonly cause?: unknown;
  /**
   * Returns whether a value is an `ExportJobsError`. Unlike `instanceof`, it also recognises errors of another copy
   * of this package, another entry or another realm.
   */
  static is(value: unknown): value is ExportJobsError;
  /** Creates an error from the result of `toJSON`. `postMessage` loses the class of an error; this restores it. */
  static from(value: ExportJobsErrorJson | ExportJobsError): ExportJobsError;
  /** Returns the error as plain data, without `cause` and `stack`. For `JSON.stringify` and `postMessage`. */
  toJSON(): ExportJobsErrorJson;
}

/** An error as plain data. */
export type ExportJobsErrorJson = Omit<ExportJobsError, "name" | "cause" | "stack" | "toJSON"> & {
  readonly name?: string;
};
