/** What went wrong, to branch on. */
export type ExportJobsErrorCode =
  /** An argument cannot be right; the message names it. */
  | "invalidArgument"
  /** The service named an origin that the caller does not trust. */
  | "foreignOrigin"
  /** No answer: `cause` is what `fetch` rejected with. */
  | "network"
  | "unauthorized"
  | "forbidden"
  | "notFound"
  /** What is at the target is somebody's, and was not written over. */
  | "conflict"
  /** HTTP 429: `retryAfterMs` says for how long, when the service does. */
  | "throttled"
  /** Another HTTP error; `status` has it. */
  | "httpError"
  /** A header that the page may not read: the message names `Access-Control-Expose-Headers`. */
  | "hiddenHeader"
  /** The answer is not what the contract says. */
  | "unreadableResponse"
  | "jobFailed"
  | "jobCancelled"
  /** The service has deleted the job or its result. */
  | "expired"
  /** The board was closed before what was asked of it was done; `job` is the job, where there is one. */
  | "closed"
  /** The browser did not store something. */
  | "notStored"
  | "timeout"
  | "invalidProject"
  /** Something of this package was used before `init` was done. */
  | "notInitialized"
  /** The page's Content-Security-Policy, or the platform, forbids WebAssembly; the message says what to add. */
  | "blocked"
  /** An object was used after `free()`. */
  | "freed";

/** Every failure that this package reports, except that an abort rejects with the signal's own reason. */
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
  /** What the service calls the request: give it to the service's support. */
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** What the service says of the failure. */
  readonly errors?: ServiceError[];
  /** The job that failed, or that can be followed: also of a submission that was accepted, and whose answer cannot be used. */
  readonly job?: Job;
  /** Where a redirect led to that was not followed; or where the service said that an accepted job is, when no `job` could be made of it. What may be a credential is cut out. */
  readonly location?: string;
  /** Where a project file stops being one: the JSON path, such as `$.assets.utterances[12].text`. */
  readonly path?: string;
  /** From 1. */
  readonly line?: number;
  /** In characters, from 1. */
  readonly column?: number;
  /** From the start of the file. */
  readonly byteOffset?: number;
  readonly cause?: unknown;
  /** Tells whether a value is such an error, also one of another copy of this package, another entry or another realm, where `instanceof` fails. */
  static is(value: unknown): value is ExportJobsError;
  /** Makes an error of what `toJSON` gave: on the other side of `postMessage`, where an error's class is lost. */
  static from(value: ExportJobsErrorJson | ExportJobsError): ExportJobsError;
  /** The error as plain data: everything but `cause` and `stack`. For `JSON.stringify` and `postMessage`. */
  toJSON(): ExportJobsErrorJson;
}

/** An error as plain data. */
export type ExportJobsErrorJson = Omit<ExportJobsError, "name" | "cause" | "stack" | "toJSON"> & {
  readonly name?: string;
};
