import type { AzureLanguage } from "../../dist/index.js";
import type { HttpResponse } from "./http.js";
import type { ServiceError } from "./declared/job.js";

/** The steps of a replication, in the order in which they run. */
export type ReplicationStep =
  "look" | "backup" | "export" | "documents" | "import" | "verify" | "train" | "evaluate" | "deploy";

/** The options that a replication needs and its state cannot hold: clients, functions and secrets. */
export interface ReplicationMeans {
  /** The client of the resource to copy from. */
  source: AzureLanguage;
  /** The client of the resource to copy to. */
  target: AzureLanguage;
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
  /** How long one request may go without an answer, in milliseconds. Default: 60,000. */
  requestTimeoutMs?: number;
  /**
   * SAS URLs of containers, for the documents of custom-text projects. With both, the storage service copies the
   * documents, and they are verified. With `target` alone, the run checks that they are there. The URLs are never part
   * of the state.
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
  /** `copy`: the service copies the project, where both api-versions can. Default: `import`. */
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

/** The progress of a replication. */
export interface ReplicationProgress {
  /** The name of the project at the source. */
  project: string;
  /** The name of the project at the target. */
  target: string;
  /** The number of the project among all projects, from 1. */
  place: number;
  /** The number of projects. */
  projects: number;
  /** The current step. */
  step: ReplicationStep;
  /** The number of the step among the steps to run, from 1. */
  number: number;
  /** The number of steps to run. */
  of: number;
  /** What the step does or waits for, as a phrase to show. */
  doing: string;
  /** The service's own word for the state of the job that the step follows. */
  state?: string;
  /** The job's progress in percent, if the service sends it. */
  percent?: number;
  /** The time spent on the replication, in milliseconds, including earlier sessions. */
  elapsedMs: number;
}

/** A replication as plain data without secrets. Members that are not declared here may change in any version. */
export interface ReplicationState {
  /** The version of this format. */
  version: 1;
  /** The id of the replication: that of its first run. */
  id?: string;
  /** The current or last run. Each resumption has the next number. */
  run?: { number: number; id: string };
  /** The resource to copy from. */
  source: { endpoint: string; family: string };
  /** The resource to copy to. */
  target: { endpoint: string; family: string };
  /** The options. Their members may change in any version. */
  options: object;
  /** True if the projects of the source were listed. */
  listed: boolean;
  /** The time spent on the replication, in milliseconds, including earlier sessions. */
  elapsedMs: number;
  /** The state of each project. After the end, it is the project's report. */
  projects: ProjectReplication[];
}

/** The replication of one project. */
export interface ProjectReplication {
  /** The name of the project at the source. */
  source: string;
  /** The name of the project at the target. */
  target: string;
  /** The kind of the project, such as `Conversation`. */
  kind?: string;
  /** When the source's project last changed. RFC 3339, as sent. */
  sourceModifiedAt?: string;
  /** The project that the target had before. An empty object: it had none. */
  before?: { modifiedAt?: string };
  /** The models to train, and how. */
  models: { label: string; configVersion?: string; mode?: string }[];
  /** The deployments to create, each with its model. */
  deployments: { name: string; model: string }[];
  /** The findings of the check of the exported file. */
  findings?: {
    errors: number;
    warnings: number;
    listed: { rule: string; severity: "error" | "warning" | "info"; path: string; message: string; advice: string }[];
  };
  /** The documents of a custom-text project. */
  documents?: {
    container?: string;
    /** The names of the documents that the target's container must have. */
    required: string[];
    /** True if the storage was checked. */
    checked: boolean;
    complete: boolean;
    copied: number;
    verified: number;
    missing: string[];
    /** Documents that the container has with another content. They were left alone. */
    different: string[];
    failed: { name: string; message: string }[];
  };
  /** The differences between the target's project and the one that was sent. */
  verification?: ReplicationDifferences;
  /** The evaluations of the models at the source and at the target. */
  evaluation?: {
    model: string;
    equal: boolean;
    measures: { name: string; source?: number; target?: number; difference?: number }[];
  }[];
  /** Remarks to show. */
  notes: string[];
  /** How the project's replication ended; absent before that. */
  ending?:
    | { state: "done" }
    | { state: "stopped"; step: ReplicationStep }
    | {
        state: "failed";
        step: ReplicationStep;
        error: { code: string; message: string; status?: number; requestId?: string; errors: ServiceError[] };
      };
}

/** The differences between two projects. */
export interface ReplicationDifferences {
  /** True if there is no difference. */
  equal: boolean;
  /** The number of differences. */
  differences: number;
  /** The first 100 differences. */
  listed: { part: string; change: "added" | "removed" | "changed"; name: string }[];
}

/** The requests that a run would send for one project. */
export interface ProjectPlan {
  /** The name of the project at the source. */
  source: string;
  /** The name of the project at the target. */
  target: string;
  /** Why the run would not replicate the project. */
  refusal?: { code: string; message: string };
  /** The requests, in their order. */
  requests: {
    step: ReplicationStep;
    to: "source" | "target" | "storage";
    method: string;
    /** The URL. Parts that are only known during the run are in braces. */
    url: string;
    /** True if it is sent several times: until a job has ended, or for each document. */
    repeated: boolean;
  }[];
}
