import type { HttpResponse } from "./http.js";
import type { SavedFile } from "./declared/download.js";
import type { JobStatus } from "./declared/job.js";

/** The options of `start` and `follow`. All times are in milliseconds. */
export interface PollOptions {
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting ends everything that the poller does. Its promises reject with the signal's reason. */
  signal?: AbortSignal;
  /** Called with every new status. */
  onProgress?: (status: JobStatus) => void;
  /** The shortest wait between two polls, in milliseconds. Default: 1,000 for Azure, 120,000 for AvePoint. */
  intervalMs?: number;
  /**
   * The longest wait between two polls, in milliseconds, even if the service asks for more. Default: at most 300,000.
   */
  maxIntervalMs?: number;
  /** The time limit for the end of the job, in milliseconds. Default: 1 h for Azure, 6 h for AvePoint. */
  timeoutMs?: number;
  /** The time limit for the answer to one request, in milliseconds. Default: 30,000. */
  requestTimeoutMs?: number;
}

/** The options of one request. */
export interface RequestOptions {
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal;
  /** The time limit for the answer to the request, in milliseconds. Default: 30,000. */
  requestTimeoutMs?: number;
}

/** The options of one wait. */
export interface WaitOptions {
  /** Aborting ends this wait with the signal's reason. The job continues. */
  signal?: AbortSignal;
  /** The time limit for all of it, in milliseconds. For `result`, this includes the download. */
  timeoutMs?: number;
}

/** The options of `JobPoller.result`. */
export interface ResultOptions extends WaitOptions {
  /** Called as bytes arrive. `totalBytes` is present when the service sends the size. */
  onProgress?: (progress: { receivedBytes: number; totalBytes?: number }) => void;
}

/** The options of `JobPoller.save`. */
export interface SaveOptions extends ResultOptions {
  /** Computes the SHA-256 of the file while it passes. */
  sha256?: boolean;
  /** Reads the file as an exported project while it passes. It then stays in the module's memory. */
  project?: boolean;
  /** Leaves the stream open when everything is written, as in `pipeTo`. */
  preventClose?: boolean;
  /** Leaves the stream open after a failure, as in `pipeTo`. */
  preventAbort?: boolean;
}

/** The result of `JobPoller.save`. */
export interface SaveResult extends SavedFile {
  /** The file, if no target was given. */
  blob?: Blob;
}
