import type { HttpResponse } from "./http.js";
import type { JobStatus } from "./declared/job.js";

/** The options of `start` and `follow`. All times are in milliseconds. */
export interface PollOptions {
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Ends everything that the poller does. */
  signal?: AbortSignal;
  /** Is called with every new reading. */
  onProgress?: (status: JobStatus) => void;
  /** The shortest wait between two polls. Azure: 1 s, AvePoint: 2 min. */
  intervalMs?: number;
  /** The longest wait between two polls, whatever the service asks. Unless given, a service may ask for 5 min. */
  maxIntervalMs?: number;
  /** How long to wait for the end. Azure: 1 h, AvePoint: 6 h. */
  timeoutMs?: number;
  /** How long one request may go without an answer. Default: 30 s. */
  requestTimeoutMs?: number;
}

/** The options of one request. */
export interface RequestOptions {
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal;
  /** How long the request may go without an answer. Default: 30 s. */
  requestTimeoutMs?: number;
}

/** The options of one wait. */
export interface WaitOptions {
  /** Aborting ends this wait with the signal's reason. The job goes on. */
  signal?: AbortSignal;
  /** How long to wait in all; of `result`, the download included. */
  timeoutMs?: number;
}

/** The options of `JobPoller.result`. */
export interface ResultOptions extends WaitOptions {
  /** Is called as bytes arrive. `totalBytes` is there when the service says it. */
  onProgress?: (progress: { receivedBytes: number; totalBytes?: number }) => void;
}
