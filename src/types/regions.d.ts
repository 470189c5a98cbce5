import type { AzureLanguage } from "../../dist/index.js";
import type { HttpResponse } from "./http.js";
import type { ReplicationDifferences } from "./replication.js";

export interface RegionOptions {
  source: AzureLanguage;
  target: AzureLanguage;
  project?: string | string[];
  kind?: string;
  prefix?: string;
  /** Whether to export both and compare what they say, where dates find no difference. */
  content?: boolean;
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  signal?: AbortSignal;
  requestTimeoutMs?: number;
}

/** A project in two regions. Dates are RFC 3339, as sent. */
export interface RegionComparison {
  project: string;
  kind: string;
  /** How the target's stands to the source's; `extra`: only the target has it. */
  standing: "missing" | "older" | "different" | "equal" | "extra";
  source?: RegionProject;
  target?: RegionProject;
  content?: ReplicationDifferences;
  missingDeployments: string[];
  /** What a replication would do about it. */
  advice: string;
}

export interface RegionProject {
  modifiedAt: string;
  trainedAt?: string;
  deployedAt?: string;
  models: string[];
  deployments: string[];
}
