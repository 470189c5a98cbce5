//! The plain objects of the runtime and of failing over, for TypeScript.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
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
"#;
