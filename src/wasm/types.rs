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
  body?: string | Uint8Array;
  /** Never there. Its type lets `call` of `AzureLanguage` know what the request asks for. */
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
  /** From 0 to 100, where the service says it. */
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

export interface AzureLanguageOptions {
  /** Such as `https://contoso.cognitiveservices.azure.com`; a port and a gateway's path prefix may be part of it. A path, such as `/language-proxy`, is on the page's own origin. */
  endpoint: string;
  family: "analyze-text" | "analyze-conversations" | "query-knowledgebases";
  /** Default: `2023-04-01`. */
  apiVersion?: string;
  credential?: KeyCredential | TokenCredential | { token: string };
  /** Further origins that may see the credential, should the service name them. */
  trustedOrigins?: string[];
}

export interface LanguageRuntimeOptions {
  /** Such as `https://contoso.cognitiveservices.azure.com`; a port and a gateway's path prefix may be part of it. */
  endpoint: string;
  /** Default: `2023-04-01`. */
  apiVersion?: string;
  credential?: KeyCredential | TokenCredential | { token: string };
  /** Further origins that may see the credential, should the service name them. */
  trustedOrigins?: string[];
}

/** At most 25 texts of 125,000 characters together. The id of a plain text is its place, from 0. */
export type AnalysisDocuments = Iterable<string | { id?: string; text: string; language?: string }>;

export interface AnalysisOptions {
  /** A custom text project. Case counts. */
  project: string;
  deployment: string;
  kind: "CustomEntityRecognition" | "CustomSingleLabelClassification" | "CustomMultiLabelClassification";
  /** Of the documents that name none, a BCP 47 tag. The service's default: English. */
  language?: string;
  /** A name for the job, which its status repeats. */
  displayName?: string;
  /** What offsets count. Default: `Utf16CodeUnit`, as JavaScript does. For entities only. */
  stringIndexType?: "Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8";
  /** Whether the service may not log the texts. */
  loggingOptOut?: boolean;
  /** Whether the results have counts of documents, characters and transactions. */
  showStats?: boolean;
}

export interface PredictionOptions {
  /** A conversation or orchestration project. Case counts. */
  project: string;
  deployment: string;
  /** A BCP 47 tag. */
  language?: string;
  /** What offsets count. Default: `Utf16CodeUnit`, as JavaScript does. */
  stringIndexType?: "Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8";
  verbose?: boolean;
  /** Whether the service keeps the utterance for review in authoring. */
  isLoggingEnabled?: boolean;
  /** For orchestration: the target project to ask, whatever the intent. */
  directTarget?: string;
}

export interface RequestOptions {
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  signal?: AbortSignal;
  /** How long the request may go without an answer. Default: 30 s. */
  requestTimeoutMs?: number;
}

/** An entity in a document or an utterance. Offsets are in units of `stringIndexType`. */
export interface PredictedEntity {
  category: string;
  subcategory?: string;
  text: string;
  offset: number;
  length: number;
  confidenceScore: number;
  [member: string]: unknown;
}

/** A document's result, as the service sent it. */
export interface AnalyzedDocument {
  id: string;
  /** Of entity recognition. */
  entities?: PredictedEntity[];
  /** Of classification. */
  class?: { category: string; confidenceScore: number }[];
  warnings?: { code: string; message: string; targetRef?: string }[];
  statistics?: { charactersCount: number; transactionsCount: number };
  [member: string]: unknown;
}

/** Why a document was not analysed, while others were. */
export interface DocumentError {
  id: string;
  error: ServiceError;
}

export interface AnalysisTask {
  /** Such as `CustomEntityRecognitionLROResults`. */
  kind: string;
  name?: string;
  state: JobState;
  project?: string;
  deployment?: string;
  documents: AnalyzedDocument[];
  errors: DocumentError[];
  statistics?: {
    documentsCount: number; validDocumentsCount: number; erroneousDocumentsCount: number; transactionsCount: number;
  };
}

/** The good items, and beside them what went wrong. */
export interface AnalysisResults {
  /** Its `errors` are those of tasks: `target` names one, such as `#/tasks/items/0`. */
  status: JobStatus;
  /** Of all tasks. */
  documents: AnalyzedDocument[];
  /** Of all tasks. */
  errors: DocumentError[];
  tasks: AnalysisTask[];
  /** Where the service has more: `nextRequest` reads it. */
  nextLink?: string;
}

/** What a conversation project makes of an utterance, as the service sent it. */
export interface Prediction {
  query: string;
  detectedLanguage?: string;
  prediction: {
    projectKind: "Conversation" | "Orchestration";
    topIntent?: string;
    /** A list; of an orchestration an object, by intent. */
    intents: { category: string; confidenceScore: number }[] | Record<string, { targetProjectKind: string; confidenceScore: number; [member: string]: unknown }>;
    entities?: PredictedEntity[];
  };
}

export interface LanguageFailoverOptions {
  primary: LanguageRuntimeOptions;
  secondary: LanguageRuntimeOptions;
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** How long a resource is left alone after a first failure. The pause doubles from one failure to the next. Default: 5 s. */
  firstPauseMs?: number;
  /** The longest pause, also of what a resource asks for. Default: 5 min. */
  longestPauseMs?: number;
  /** Whether an analysis whose submission got no answer is sent to the other resource. It may run twice then, which costs twice and does nothing else. Default: true. */
  repeatLostSubmissions?: boolean;
}

/** Which resource gave an answer. */
export interface AnsweredBy {
  answeredBy: "primary" | "secondary";
  endpoint: string;
}

export interface ResourceHealth {
  endpoint: string;
  /** Whether it is in use. */
  isUp: boolean;
  /** How often it has failed since it was last up. */
  failures: number;
  /** The last failure, while it is not in use. */
  error?: ExportJobsError;
  /** In how long it is tried again, by the next call after that. */
  retryInMs?: number;
}

export interface FailoverState {
  primary: ResourceHealth;
  secondary: ResourceHealth;
  /** Which one would be asked now; absent while both pause. */
  current?: "primary" | "secondary";
}

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

export interface AvePointOptions {
  /** One of `AvePoint.regions()`, or a proxy on the page's own origin, such as `/avepoint`. */
  baseUrl: string;
  credential?: TokenCredential | { token: string };
  trustedOrigins?: string[];
}

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

export interface WaitOptions {
  signal?: AbortSignal;
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

/** A name, and how often examples have it. */
export interface CategoryCount {
  name: string;
  count: number;
  train: number;
  test: number;
  /** Whether the file declares it. */
  declared: boolean;
}

export interface ReadOptions {
  /** Aborting rejects with the signal's reason and cancels the stream. */
  signal?: AbortSignal;
  onProgress?: (progress: { receivedBytes: number; totalBytes?: number }) => void;
}

export interface CheckOptions {
  /** The documents of a custom-text project by name, as text or UTF-8, with their line ends as stored. */
  documents?: Map<string, string | Uint8Array | ArrayBuffer> | Record<string, string | Uint8Array | ArrayBuffer>;
  /** How many findings of each rule are listed, 100 if left out. The rest is counted. */
  limitPerRule?: number;
}

/** Something that is wrong with a project, or worth knowing. */
export interface Finding {
  /** Stable, such as `label-outside-text`. */
  rule: string;
  /** `error`: an import refuses it, or what was meant is lost. `warning`: the model will be worse for it. */
  severity: "error" | "warning" | "info";
  /** Such as `$.assets.utterances[12].entities[0]`. */
  path: string;
  byteOffset: number;
  /** What is wrong. */
  message: string;
  /** What to do. */
  advice: string;
  /** On the last finding of a rule: how many more there are. */
  more?: number;
}

/** Which items: those that fit all that is named. */
export interface ProjectItemsFilter {
  /** An intent, class or label of an example; or the name of an intent, entity or class. */
  category?: string;
  dataset?: string;
  /** As it is spelled in the file. */
  language?: string;
  /** In an example's text or location, or in any string of another item; capital letters are as small ones. */
  text?: string;
}

/** An item: the file's own members, and where it stands. What is no object in the file is its `value`. */
export interface ProjectItem {
  /** Its place in the file's list, from 0. */
  index: number;
  /** From the start of the file. */
  byteOffset: number;
  [member: string]: unknown;
}

/** One difference between two projects. */
export interface ProjectChange {
  /** `file`, `metadata`, `assets` for what is in no list; the list's name for an item. */
  part: string;
  change: "added" | "removed" | "changed";
  /** The member's name, such as `settings.confidenceThreshold`; the item's text, location, category or id. */
  name: string;
  before?: unknown;
  after?: unknown;
}

/** What to change in a project's file. What is left out stays; null removes the member. */
export interface ProjectChanges {
  /** `metadata.projectName` */
  name?: string | null;
  /** `metadata.storageInputContainerName` */
  container?: string | null;
  /** `metadata.language`, a BCP 47 tag. */
  language?: string | null;
  /** `metadata.description` */
  description?: string | null;
  /** `metadata.multilingual` */
  multilingual?: boolean | null;
  /** Those that are named; the others stay. */
  settings?: Record<string, unknown> | null;
  /** `projectFileVersion`, an api-version. */
  fileVersion?: string | null;
}

/** A project at a glance. */
export interface ProjectSummary {
  kind?: string;
  name?: string;
  language?: string;
  multilingual?: boolean;
  description?: string;
  fileVersion?: string;
  stringIndexType?: string;
  container?: string;
  /** As in the file. */
  settings?: Record<string, unknown>;
  /** How many of each asset there are: `intents`, `entities`, `utterances`, `documents` and so on. */
  counts: Record<string, number>;
  /** With the utterances of each. */
  intents: CategoryCount[];
  /** With the labels of each; in a project of text sentiment, the sentiments. */
  entities: CategoryCount[];
  /** With the documents of each. */
  classes: CategoryCount[];
  languages: CategoryCount[];
  datasets: CategoryCount[];
  /** How many names the five lists above leave out, being longer than 1,000. */
  unlisted: number;
  /** Examples with an intent, a class, a label or a summary. */
  labelled: number;
  unlabelled: number;
  /** Labelled stretches of text. */
  labels: number;
  /** Of utterances, in UTF-16 code units. */
  textLength?: { shortest: number; longest: number; mean: number; total: number; texts: number };
  /** Where an orchestration project sends its intents. */
  targets: { intent: string; kind?: string; project?: string; deployment?: string }[];
  /** In bytes. */
  size: number;
}

/** So many requests in any stretch of time. */
export interface RateLimit {
  count: number;
  windowMs: number;
}

/** What a service allows at one origin. What is left out is not limited. */
export interface ServiceLimits {
  /** Status requests. */
  reads?: RateLimit;
  /** Submissions, and whatever else changes something. */
  submissions?: RateLimit;
  /** How many jobs may run at a time. */
  running?: number;
  /** The shortest time between two polls of one job. */
  floorMs?: number;
}

export interface JobBoardOptions {
  /** The clients whose jobs the board follows. */
  clients: Service | Service[];
  /** The page's own `fetch`; default: the platform's. */
  fetch?: (request: Request) => Promise<Response | HttpResponse>;
  /** Tabs of this site that give the same name share one board, which is kept in IndexedDB. Without: this page's alone. */
  name?: string;
  /** In place of the services' own limits: for all origins, or by origin. */
  limits?: ServiceLimits | Record<string, ServiceLimits>;
  /** How long one request may go without an answer. Default: 30 s. */
  requestTimeoutMs?: number;
  /** A `state` to go on from. */
  state?: JobBoardState;
}

export interface BoardJobOptions {
  /** No two polls are closer. Default: what the service asks for. */
  intervalMs?: number;
  /** No two polls are further apart, while the limits allow it. */
  maxIntervalMs?: number;
  /** How long to wait for the end. Azure: 1 h, AvePoint: 6 h. */
  timeoutMs?: number;
}

export interface BoardSubmitOptions extends BoardJobOptions {
  /** Withdraws the submission while it waits for its turn. */
  signal?: AbortSignal;
}

/** A job on a board, as it stands. */
export interface BoardJob {
  job: Job;
  /** The last reading. */
  status?: JobStatus;
  /** Whether its end is known, or no longer awaited. */
  isDone: boolean;
  /** Why it did not end well. */
  error?: ExportJobsError;
  /** Why the last poll failed, while it is about to be repeated. */
  lastFailure?: ExportJobsError;
  /** Since it was started, or first heard of. */
  ageMs: number;
  nextPollInMs?: number;
  /** Until the end that its own progress promises. */
  remainingMs?: number;
  isPolling: boolean;
  isFocused: boolean;
  /** How many readings there were. */
  readings: number;
}

export interface BoardChange {
  /** `ended` comes once for each job. */
  type: "added" | "status" | "failure" | "ended" | "removed";
  /** The job's URL, by which a board knows it. */
  url: string;
  /** Unless it was removed. */
  job?: BoardJob;
}

/** How much of an origin's limits is used. */
export interface BudgetUse {
  origin: string;
  reads?: RateLimit & { used: number };
  submissions?: RateLimit & { used: number };
  /** Jobs that run, as far as the board knows. */
  running: number;
  maxRunning?: number;
  /** Submissions that wait for their turn. */
  queued: number;
  /** For how long the service asked for silence. */
  heldForMs: number;
}

/** A board as plain data, without secrets. What is in it is the board's own business. */
export interface JobBoardState {
  version: 1;
  /** Milliseconds since 1970. */
  savedAt: number;
  jobs: { job: Job }[];
}
"#;
