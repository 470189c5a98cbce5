import type { AzureLanguage } from "../../dist/all.js";
import type { HttpResponse } from "./http.js";
import type { ReplicationProgress, ReplicationState, ReplicationStep } from "./declared/replication.js";

/** An `AzureLanguage` of any entry of this package. */
export type LanguageClient = Pick<AzureLanguage, "exportRequest" | "importRequest" | "job" | "start" | "follow">;

/** The options that a replication needs and its state cannot hold: clients, functions and secrets. */
export interface ReplicationMeans {
  /** The client of the resource to copy from. */
  source: LanguageClient;
  /** The client of the resource to copy to. */
  target: LanguageClient;
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting ends the run, which rejects with the signal's reason and can be resumed. */
  signal?: AbortSignal;
  /**
   * Stores the state where it outlives the page. Its promise is awaited before each request that changes something. If
   * it rejects, so does the run.
   */
  onState?: (state: ReplicationState) => unknown;
  /**
   * Returns what `onState` has stored. It is called before each `onState`. If another run has stored its state since,
   * this run rejects with `conflict`. This also works where Web Locks do not, such as between two processes.
   */
  storedState?: () =>
    ReplicationState | string | null | undefined | Promise<ReplicationState | string | null | undefined>;
  /** Saves a project that is about to be replaced. Its promise is awaited. If it rejects, nothing is replaced. */
  onBackup?: (backup: { project: string; suggestedName: string; bytes: Uint8Array<ArrayBuffer> }) => unknown;
  /** Called whenever the progress changes. */
  onProgress?: (progress: ReplicationProgress) => void;
  /** The time limit for the answer to one request, in milliseconds. Default: 60,000. */
  requestTimeoutMs?: number;
  /**
   * SAS URLs of containers, for the documents of custom-text projects. With both, the storage service copies the
   * documents, and they are verified. With `target` alone, the run checks that the documents exist. The URLs are never
   * part of the state.
   */
  documents?: { source?: string; target?: string };
}

/** The options of `new Replication`. */
export interface ReplicationOptions extends ReplicationMeans {
  /** The names of the projects. Give this or `all`. */
  project?: string | string[];
  /** All projects of the source, or all that match a filter. */
  all?: true | { kind?: string; prefix?: string };
  /** The project's name at the target, if it is another one. For one project only. */
  targetName?: string;
  /** The names of projects at the target that may be replaced. All others are left alone. Requires `onBackup`. */
  replace?: string | string[];
  /** The container of the documents at the target, if it is another one. */
  container?: string;
  /** `copy`: the service copies the project, if both api-versions support it. Default: `import`. */
  route?: "import" | "copy";
  /** The last step to run. */
  stopAfter?: ReplicationStep;
  /** True to train the models at the target. Default: true. */
  train?: boolean;
  /** True to deploy the models at the target. Default: true. */
  deploy?: boolean;
  /** True to replace documents at the target that differ from the source's. Default: false. */
  replaceDocuments?: boolean;
}
