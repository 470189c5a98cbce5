/** The part of a service worker that `serveDownloads` uses. */
export interface DownloadWorker {
  /** The scope at which the worker is registered. */
  readonly registration: { readonly scope: string };
  /** Adds a listener for the worker's messages and requests. */
  addEventListener(type: "message" | "fetch", listener: (event: any) => void): void;
}

/**
 * Lets `JobPoller.save("download")` of a service worker's pages write into a download of the browser while the file
 * arrives. Call it once in the service worker, while its script is first run. It answers only the requests that such
 * downloads make.
 *
 * @example
 * ```js
 * import { serveDownloads } from "export-jobs/downloads";
 *
 * serveDownloads();
 * ```
 */
export function serveDownloads(worker?: DownloadWorker): void;
