import type { AzureLanguage } from "../../dist/index.js";
import type { HttpResponse } from "./http.js";
import type { ReplicationDifferences } from "./replication.js";

/** The options of `compareRegions`. */
export interface RegionOptions {
  /** The client of the first region: the one that has the projects. */
  source: AzureLanguage;
  /** The client of the second region: the one that may lack projects. */
  target: AzureLanguage;
  /** The projects to compare, by name. Default: all. */
  project?: string | string[];
  /** Only projects of this kind, such as `Conversation`. */
  kind?: string;
  /** Only projects whose names begin with this. */
  prefix?: string;
  /** True to also export both projects and compare their contents, where dates find no difference. Default: false. */
  content?: boolean;
  /** The page's own `fetch`. Default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Aborting rejects with the signal's reason. */
  signal?: AbortSignal;
  /** How long one request may go without an answer, in milliseconds. Default: 60,000. */
  requestTimeoutMs?: number;
}

/** A project in two regions. Dates are RFC 3339, as sent. */
export interface RegionComparison {
  /** The name of the project. */
  project: string;
  /** The kind of the project, such as `Conversation`. */
  kind: string;
  /**
   * The target's project compared to the source's. `older`: the source's changed later. `different`: the contents
   * differ. `extra`: only the target has it.
   */
  standing: "missing" | "older" | "different" | "equal" | "extra";
  /** The project at the source; absent when only the target has it. */
  source?: RegionProject;
  /** The project at the target; absent when only the source has it. */
  target?: RegionProject;
  /** The differences of the contents, when they were compared. */
  content?: ReplicationDifferences;
  /** The deployments that only the source has. */
  missingDeployments: string[];
  /** What a replication would do about it, in a sentence. */
  advice: string;
}

/** A project in one region. Dates are RFC 3339, as sent. */
export interface RegionProject {
  /** When the project last changed. */
  modifiedAt: string;
  /** When it was last trained. */
  trainedAt?: string;
  /** When it was last deployed. */
  deployedAt?: string;
  /** The names of its models. */
  models: string[];
  /** The names of its deployments. */
  deployments: string[];
}
