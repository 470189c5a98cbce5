import type { AzureLanguage } from "../../dist/index.js";
import type { HttpResponse } from "./http.js";
import type { ServiceError } from "./declared/job.js";

/** The steps of a replication, in their order. */
export type ReplicationStep =
  "look" | "backup" | "export" | "documents" | "import" | "verify" | "train" | "evaluate" | "deploy";

/** What a replication needs and its state cannot hold: clients with credentials, functions, secrets. */
export interface ReplicationMeans {
  source: AzureLanguage;
  target: AzureLanguage;
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
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
  onProgress?: (progress: ReplicationProgress) => void;
  /** How long one request may go without an answer. Default: 60 s. */
  requestTimeoutMs?: number;
  /**
   * SAS URLs of containers, for the documents of custom-text projects: with both, they are copied on the server and
   * verified; with `target` alone, looked for. They are never part of the state.
   */
  documents?: { source?: string; target?: string };
}

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
  project: string;
  target: string;
  /** Which of the projects, from 1, and how many there are. */
  place: number;
  projects: number;
  step: ReplicationStep;
  /** Which of the wanted steps, from 1, and how many there are. */
  number: number;
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
  version: 1;
  /** The id of the first run, which all runs of the replication share. */
  id?: string;
  /** The run that has it, or had it last. Each resumption counts one more. */
  run?: { number: number; id: string };
  source: { endpoint: string; family: string };
  target: { endpoint: string; family: string };
  options: object;
  listed: boolean;
  elapsedMs: number;
  /** What is known of each project; once it has ended, its report. */
  projects: ProjectReplication[];
}

/** One project's replication. */
export interface ProjectReplication {
  source: string;
  target: string;
  kind?: string;
  /** When the source's was last changed. RFC 3339, as sent. */
  sourceModifiedAt?: string;
  /** What was at the target before: nothing when it is empty. */
  before?: { modifiedAt?: string };
  models: { label: string; configVersion?: string; mode?: string }[];
  deployments: { name: string; model: string }[];
  /** What the check of the exported file found. */
  findings?: {
    errors: number;
    warnings: number;
    listed: { rule: string; severity: "error" | "warning" | "info"; path: string; message: string; advice: string }[];
  };
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

export interface ReplicationDifferences {
  equal: boolean;
  differences: number;
  /** The first hundred. */
  listed: { part: string; change: "added" | "removed" | "changed"; name: string }[];
}

/** What a run would do with one project. */
export interface ProjectPlan {
  source: string;
  target: string;
  /** Why it would end before anything was sent. */
  refusal?: { code: string; message: string };
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
