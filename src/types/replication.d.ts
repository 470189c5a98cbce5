import type { AzureLanguage } from "../../dist/index.js";
import type { HttpResponse } from "./http.js";
import type { ServiceError } from "./declared/job.js";

/** The steps of a replication, in their order. */
export type ReplicationStep =
  "look" | "backup" | "export" | "documents" | "import" | "verify" | "train" | "evaluate" | "deploy";

/** What a replication needs and its state cannot hold: clients with credentials, functions, secrets. */
export interface ReplicationMeans {
  /** The client of the resource to copy from. */
  source: AzureLanguage;
  /** The client of the resource to copy to. */
  target: AzureLanguage;
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting ends the run with the signal's reason. It can be resumed. */
  signal?: AbortSignal;
  /** Puts the state where it outlives the page. Waited for before anything that changes something is sent. */
  onState?: (state: ReplicationState) => unknown;
  /**
   * Reads what `onState` has stored, before it stores anew. With it, a run that another one has overtaken ends with
   * `conflict`, also where there are no Web Locks, as between two processes.
   */
  storedState?: () =>
    ReplicationState | string | null | undefined | Promise<ReplicationState | string | null | undefined>;
  /** Takes a project that is about to be replaced, as it was. Waited for; when it fails, nothing is replaced. */
  onBackup?: (backup: { project: string; suggestedName: string; bytes: Uint8Array<ArrayBuffer> }) => unknown;
  /** Is called whenever the progress changes. */
  onProgress?: (progress: ReplicationProgress) => void;
  /** How long one request may go without an answer. Default: 60 s. */
  requestTimeoutMs?: number;
  /**
   * SAS URLs of containers, for the documents of custom-text projects: with both, they are copied on the server and
   * verified; with `target` alone, looked for. They are never part of the state.
   */
  documents?: { source?: string; target?: string };
}

/** The options of `new Replication`. */
export interface ReplicationOptions extends ReplicationMeans {
  /** Which projects, by name. This or `all`. */
  project?: string | string[];
  /** All projects, or all that fit. */
  all?: true | { kind?: string; prefix?: string };
  /** Another name at the target, for one project. */
  targetName?: string;
  /** Projects at the target that may be replaced, by their names there. All others are left alone. Needs `onBackup`. */
  replace?: string | string[];
  /** Another container of the documents at the target. */
  container?: string;
  /** `copy`: by the service itself, where both api-versions have it. Default: `import`. */
  route?: "import" | "copy";
  /** The last step that is wanted. */
  stopAfter?: ReplicationStep;
  /** Whether the target trains. Default: true. */
  train?: boolean;
  /** Whether the target deploys. Default: true. */
  deploy?: boolean;
  /** Whether documents at the target that differ from the source's may be replaced. Default: false. */
  replaceDocuments?: boolean;
}

/** Where a replication stands. */
export interface ReplicationProgress {
  /** The name of the project at the source. */
  project: string;
  /** The name of the project at the target. */
  target: string;
  /** Which of the projects, from 1, and how many there are. */
  place: number;
  /** The number of projects. */
  projects: number;
  /** The step under way. */
  step: ReplicationStep;
  /** Which of the wanted steps, from 1, and how many there are. */
  number: number;
  /** The number of steps that are wanted. */
  of: number;
  /** What it is doing or waiting for, in words. */
  doing: string;
  /** The service's own word for the state of the job that is followed. */
  state?: string;
  /** Where the service says it. */
  percent?: number;
  /** For how long it has been worked on, earlier sessions included. */
  elapsedMs: number;
}

/** A replication as plain data without secrets. What `options` and the submissions hold is its own business. */
export interface ReplicationState {
  /** The version of this form. */
  version: 1;
  /** The id of the first run, which all runs of the replication share. */
  id?: string;
  /** The run that has it, or had it last. Each resumption counts one more. */
  run?: { number: number; id: string };
  /** The resource to copy from. */
  source: { endpoint: string; family: string };
  /** The resource to copy to. */
  target: { endpoint: string; family: string };
  /** What is wanted. */
  options: object;
  /** Whether the projects of the source were listed. */
  listed: boolean;
  /** How long the replication has been worked on, in milliseconds, earlier sessions included. */
  elapsedMs: number;
  /** What is known of each project; once it has ended, its report. */
  projects: ProjectReplication[];
}

/** One project's replication. */
export interface ProjectReplication {
  /** The name of the project at the source. */
  source: string;
  /** The name of the project at the target. */
  target: string;
  /** The kind of the project, such as `Conversation`. */
  kind?: string;
  /** When the source's was last changed. RFC 3339, as sent. */
  sourceModifiedAt?: string;
  /** What was at the target before: nothing when it is empty. */
  before?: { modifiedAt?: string };
  /** The models to train, with how they are trained. */
  models: { label: string; configVersion?: string; mode?: string }[];
  /** The deployments to make, each with its model. */
  deployments: { name: string; model: string }[];
  /** What the check of the exported file found. */
  findings?: {
    errors: number;
    warnings: number;
    listed: { rule: string; severity: "error" | "warning" | "info"; path: string; message: string; advice: string }[];
  };
  /** The documents of a custom-text project, and where they are. */
  documents?: {
    container?: string;
    /** What must be in the target's container. */
    required: string[];
    /** Whether storage was asked. */
    checked: boolean;
    complete: boolean;
    copied: number;
    verified: number;
    missing: string[];
    /** There, and another: left alone. */
    different: string[];
    failed: { name: string; message: string }[];
  };
  /** What the target has, held against what was sent. */
  verification?: ReplicationDifferences;
  /** The evaluations of both sides. */
  evaluation?: {
    model: string;
    equal: boolean;
    measures: { name: string; source?: number; target?: number; difference?: number }[];
  }[];
  /** What a person should know. */
  notes: string[];
  /** How it ended; absent while it goes on. */
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
  /** Whether there is no difference. */
  equal: boolean;
  /** The number of differences. */
  differences: number;
  /** The first hundred. */
  listed: { part: string; change: "added" | "removed" | "changed"; name: string }[];
}

/** What a run would do with one project. */
export interface ProjectPlan {
  /** The name of the project at the source. */
  source: string;
  /** The name of the project at the target. */
  target: string;
  /** Why it would end before anything was sent. */
  refusal?: { code: string; message: string };
  /** The requests in their order. */
  requests: {
    step: ReplicationStep;
    to: "source" | "target" | "storage";
    method: string;
    /** What only the run can tell stands in braces. */
    url: string;
    /** Until a job has ended, or for each document. */
    repeated: boolean;
  }[];
}
