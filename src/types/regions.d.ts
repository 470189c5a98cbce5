import type { HttpResponse } from "./http.js";
import type { LanguageClient } from "./replication.js";

/** The options of `compareRegions`. */
export interface RegionOptions {
  /** The client of the first region: the one that has the projects. */
  source: LanguageClient;
  /** The client of the second region: the one from which projects may be missing. */
  target: LanguageClient;
  /** The projects to compare, by name. Default: all. */
  project?: string | string[];
  /** Only projects of this kind, such as `Conversation`. */
  kind?: string;
  /** Only projects whose names begin with this. */
  prefix?: string;
  /** True to also export both projects and compare their contents, if dates show no difference. Default: false. */
  content?: boolean;
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal;
  /** The time limit for the answer to one request, in milliseconds. Default: 60,000. */
  requestTimeoutMs?: number;
}
