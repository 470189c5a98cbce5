import type { HttpResponse } from "./http.js";
import type { JobStatus } from "./declared/job.js";

export interface PollOptions {
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Ends everything that the poller does. */
  signal?: AbortSignal;
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

export interface RequestOptions {
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  signal?: AbortSignal;
  /** How long the request may go without an answer. Default: 30 s. */
  requestTimeoutMs?: number;
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** How long to wait in all; of `result`, the download included. */
  timeoutMs?: number;
}

export interface ResultOptions extends WaitOptions {
  onProgress?: (progress: { receivedBytes: number; totalBytes?: number }) => void;
}
