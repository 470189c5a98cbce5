//! The plain objects of the interface, as TypeScript sees them.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
declare const asks: unique symbol;

/** A plain HTTP request. Send it with anything. */
export interface HttpRequest<Name extends string = string> {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Never there. Its type tells what the request asks for. */
  readonly [asks]?: Name;
}

/** A plain HTTP response with its whole body. Header names are matched without regard to case. */
export interface HttpResponse {
  status: number;
  headers: Headers | Map<string, string> | Record<string, string | string[]> | [string, string][];
  body?: string | Uint8Array | ArrayBuffer;
}

/** What to follow: plain JSON, no secrets. Store it, and `follow` it in another page. */
export interface Job {
  /** `azure-language/analyze-text`, `azure-language/analyze-conversations`, `azure-language/query-knowledgebases`, `azure-language-runtime`, `avepoint`. */
  service: string;
  /** `export`, `import`, and so on; `analyze` of the runtime. */
  operation: string;
  project?: string;
  id: string;
  url: string;
}

export type JobState =
  | "notStarted" | "running" | "cancelling"
  | "succeeded" | "partiallyCompleted" | "failed" | "cancelled"
  /** A state that no contract lists. It is never taken for an end. */
  | "unknown";

/** One reading of a job. */
export interface JobStatus {
  state: JobState;
  /** The service's own word or number, verbatim. */
  serviceState: string;
  isDone: boolean;
  jobId?: string;
  /** RFC 3339, as sent. */
  createdAt?: string;
  /** RFC 3339, as sent. */
  updatedAt?: string;
  /** When the service deletes job and result. RFC 3339, as sent. */
  expiresAt?: string;
  /** From 0 to 100, where the service says it; 100 for a job that succeeded. A poller and a board never report less than before. */
  percentComplete?: number;
  /** Where the service says the result is. Its presence is no success. */
  resultUrl?: string;
  errors: ServiceError[];
  warnings: ServiceError[];
  /** How long the service asks to wait before the next reading. */
  retryAfterMs?: number;
}

/** What a service says of a failure. */
export interface ServiceError {
  code: string;
  message: string;
  target?: string;
  details?: ServiceError[];
  innerError?: ServiceError;
}

/** `AzureKeyCredential` of `@azure/core-auth` is one. */
export interface KeyCredential {
  key: string;
}

/** Everything in `@azure/identity` is one. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: { abortSignal?: AbortSignal }):
    Promise<{ token: string; expiresOnTimestamp?: number } | null>;
}

/** What every client takes beside its endpoint and its credential. */
export interface ClientOptions {
  /**
   * Other addresses of the same service. Behind a gateway: the service's own, such as `https://contoso.cognitiveservices.azure.com`, with its path prefix if it has one. Its URLs in
   * headers, bodies, pasted and stored jobs are mapped onto the endpoint by their path, and nothing is ever sent to it. A client that talks to the service directly names the gateway here, to
   * follow jobs that were stored behind it.
   */
  upstream?: string | string[];
  /** Whether cookies go with requests, as in `fetch`. Default: `same-origin` when the endpoint is on the page's own origin and there is no `credential`; else `omit`. */
  credentials?: "omit" | "same-origin" | "include";
  /**
   * Headers to add to every request, such as a CSRF token: fixed ones, or a function that is called for each request and may be async. Never stored, nor part of a `Job` or an error.
   */
  headers?: Record<string, string> | ((request: { method: string; url: string }) => RequestHeaders | Promise<RequestHeaders>);
  /** Further origins that may see the credential, should the service name them. */
  trustedOrigins?: string[];
}

/** What a function for `headers` gives; nothing for none. */
export type RequestHeaders = Record<string, string> | Iterable<[string, string]> | undefined;

export interface AzureLanguageOptions extends ClientOptions {
  /** Such as `https://contoso.cognitiveservices.azure.com`; a port and a gateway's path prefix may be part of it. A path, such as `/language-proxy`, is resolved against `baseUrl`. */
  endpoint: string;
  /** What a path as endpoint is resolved against. Default: the page's own location. Needed in Node. */
  baseUrl?: string;
  family: "analyze-text" | "analyze-conversations" | "query-knowledgebases";
  /** Default: `2023-04-01`. */
  apiVersion?: string;
  credential?: KeyCredential | TokenCredential | { token: string };
}

/** The operations that run as jobs: `start` submits them. */
export type LanguageJobOperation =
  | "export" | "import" | "train" | "evaluate" | "loadSnapshot" | "copy" | "createExportedModel" | "deleteExportedModel"
  | "deploy" | "swapDeployments" | "deleteDeployment" | "deleteFromResources" | "assignResources" | "unassignResources" | "deleteProject"
  | "updateSources" | "updateQnas";

export interface ExportOptions {
  /** What offsets count. Default: `Utf16CodeUnit`, as JavaScript does. Not for question answering. */
  stringIndexType?: string;
  /** For question answering `qnas` or `synonyms`. */
  assetKind?: string;
  /** The snapshot of a trained model in place of the working copy. Not for question answering. */
  trainedModelLabel?: string;
  /** Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or `excel`. */
  format?: string;
}

export interface ImportOptions {
  format?: string;
  /** Question answering: `qnas` or `synonyms`. */
  assetKind?: string;
}

export type AvePointOptions = ClientOptions & {
  credential?: TokenCredential | { token: string };
} & (
  | {
      /** One of `AvePoint.regions()`, or a gateway on the page's own origin, such as `/avepoint`. */
      baseUrl: string;
      endpoint?: undefined;
    }
  | {
      /** A gateway: a URL, or a path such as `/avepoint`. */
      endpoint: string;
      /** What a path as endpoint is resolved against. Default: the page's own location. Needed in Node. */
      baseUrl?: string;
    }
);

export interface Region {
  id: string;
  name: string;
  baseUrl: string;
}

interface SubjectOptions {
  /** Encodes the subject twice, as the vendor's samples do for guests (`#ext#`). Default: false. */
  doubleEncode?: boolean;
}

/** Times are `yyyy-MM-ddTHH:mm:ss`, without a zone. */
export interface ActivitiesOptions extends SubjectOptions {
  startTime?: string;
  finishTime?: string;
  eventTypes?: string[];
}

export interface AccessOptions extends SubjectOptions {
  dataSources: string[];
  siteUrls?: string[];
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType?: 1 | 2 | 3;
}

export interface GroupAccessOptions extends AccessOptions {
  exportOptionType: 1 | 2 | 3;
}

export interface GoogleAccessOptions extends SubjectOptions {
  dataSources: string[];
  driveIds?: string[];
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType?: 1 | 2 | 3;
}

export interface GoogleGroupAccessOptions extends GoogleAccessOptions {
  exportOptionType: 1 | 2 | 3;
}

export interface SharingLinksOptions {
  /** 32: specific people, 64: organisation, 128: anyone. */
  exportLinkType: 32 | 64 | 128;
  startTime: string;
  finishTime: string;
}

export interface GoogleSharingLinksOptions {
  /** 301: target audience, 303: anyone. */
  exportLinkType: 301 | 303;
  startTime: string;
  finishTime: string;
}

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

/** A file in a ZIP file. Sizes are in bytes. */
export interface ArchiveEntry {
  name: string;
  size: number;
  compressedSize: number;
}
"#;
