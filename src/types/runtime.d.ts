import type { ClientOptions, KeyCredential, TokenCredential } from "./client.js";
import type { HttpResponse } from "./http.js";

/** The options of `new LanguageRuntime`. */
export interface LanguageRuntimeOptions extends ClientOptions {
  /**
   * The URL of the resource, such as `https://contoso.cognitiveservices.azure.com`. A port and a gateway's path prefix
   * may be part of it. A path is resolved against `baseUrl`.
   */
  endpoint: string;
  /** The base URL of an endpoint that is a path. Default: the page's own location. Needed in Node. */
  baseUrl?: string;
  /** Default: `2023-04-01`. */
  apiVersion?: string;
  /** The key of the resource, a source of tokens, or a token. Without it, a gateway or `headers` must authorize. */
  credential?: KeyCredential | TokenCredential | { token: string };
}

/** At most 25 texts of 125,000 characters together. The id of a plain text is its place, from 0. */
export type AnalysisDocuments = Iterable<string | { id?: string; text: string; language?: string }>;

/** The options of an analysis with a custom text project. */
export interface AnalysisOptions {
  /** A custom text project. Case counts. */
  project: string;
  /** The deployment to use. Case counts. */
  deployment: string;
  /** The kind of the project. */
  kind: "CustomEntityRecognition" | "CustomSingleLabelClassification" | "CustomMultiLabelClassification";
  /** The language of documents that name none, a BCP 47 tag. The service's default: English. */
  language?: string;
  /** A name for the job, which its status repeats. */
  displayName?: string;
  /** The unit of offsets. Default: `Utf16CodeUnit`, as in JavaScript. For entities only. */
  stringIndexType?: "Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8";
  /** Whether the service may not log the texts. */
  loggingOptOut?: boolean;
  /** Whether the results have counts of documents, characters and transactions. */
  showStats?: boolean;
}

/** `analyze-documents` are native documents: files in storage. */
export type AnalysisFamily = "analyze-text" | "analyze-conversations" | "analyze-documents";

/** The place of a native document, or of its results. */
export interface DocumentLocation {
  /** Default: `AzureBlob`. Containers and folders came with 2026-05-01. */
  kind?: "AzureBlob" | "AzureContainer" | "AzureContainerFolder" | (string & {});
  /** An absolute URL. A SAS token in it is sent to the service and never shown. */
  location: string;
  /** The client id of a user-assigned managed identity that may use the storage account. */
  managedIdentityClientId?: string;
}

/** At most 20 files of 10 MB together. A plain URL is an `AzureBlob`. Without an id, it is the place, from 0. */
export type NativeDocuments = Iterable<{
  id?: string;
  source: string | DocumentLocation;
  target: string | DocumentLocation;
  language?: string;
}>;

/** The options of an analysis of native documents. */
export interface NativeAnalysisOptions {
  /** The tasks for each document. */
  tasks: Iterable<{
    kind: "PiiEntityRecognition" | "ExtractiveSummarization" | "AbstractiveSummarization";
    /** A name, which the task's results repeat. */
    taskName?: string;
    /** The parameters in Microsoft's specification of the api-version, such as `redactionPolicy`. */
    parameters?: object;
  }>;
  /** The language of documents that name none, an ISO 639-1 code. The service's default: English. */
  language?: string;
  /** A name for the job, which its status repeats. */
  displayName?: string;
  /** Whether the results have counts of documents, characters and transactions. */
  showStats?: boolean;
}

/** Conversations to predict. A missing id is the place in the list, from 1. */
export type PredictionConversations = Iterable<{
  id?: string;
  /** A BCP 47 tag. Default: `language` of the options; the service requires one. */
  language?: string;
  /** Default: `text`. */
  modality?: "text" | "transcript";
  conversationItems: Iterable<{ id?: string; participantId: string; role?: string; text: string }>;
}>;

/** The options of a prediction of whole conversations. */
export interface ConversationsOptions {
  /** A conversation project. Case counts. */
  project: string;
  /** The deployment to use. Case counts. */
  deployment: string;
  /** The language of conversations that name none, a BCP 47 tag. */
  language?: string;
  /** The unit of offsets. Default: `Utf16CodeUnit`, as in JavaScript. */
  stringIndexType?: "Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8";
}

/** An entity in a document or an utterance. Offsets are in units of `stringIndexType`. */
export interface PredictedEntity {
  /** The category of the entity. */
  category: string;
  /** A finer category. */
  subcategory?: string;
  /** The text of the entity. */
  text: string;
  /** The offset at which the entity begins. */
  offset: number;
  /** The length of the entity. */
  length: number;
  /** The confidence, from 0 to 1. */
  confidenceScore: number;
  [member: string]: unknown;
}

/** A document's result, as the service sent it. */
export interface AnalyzedDocument {
  /** The id with which the document was sent. */
  id: string;
  /** For entity recognition. */
  entities?: PredictedEntity[];
  /** For classification. */
  class?: { category: string; confidenceScore: number }[];
  /**
   * For native documents: the document, and the files that were made of it. Some samples of Microsoft's have
   * `targets`.
   */
  source?: DocumentLocation;
  /** For native documents: the files that were made. */
  target?: DocumentLocation[];
  /** The same under another name, as in some of Microsoft's samples. */
  targets?: DocumentLocation[];
  /** The service's warnings. */
  warnings?: { code: string; message: string; targetRef?: string }[];
  /** The size of the document, when `showStats` asked for it. */
  statistics?: { charactersCount: number; transactionsCount: number };
  [member: string]: unknown;
}

/** The prediction of a conversation project for an utterance, as the service sent it. */
export interface Prediction {
  /** The utterance. */
  query: string;
  /** The language that the service detected. */
  detectedLanguage?: string;
  /** The intents and the entities. */
  prediction: {
    projectKind: "Conversation" | "Orchestration";
    topIntent?: string;
    /** A list; of an orchestration an object, by intent. */
    intents:
      | { category: string; confidenceScore: number }[]
      | Record<string, { targetProjectKind: string; confidenceScore: number; [member: string]: unknown }>;
    entities?: PredictedEntity[];
  };
}

/** An entity in a conversation. Offsets are in units of `stringIndexType`, within one item. */
export interface ConversationEntity {
  /** The entity's category. */
  name: string;
  /** The text of the entity. */
  text: string;
  /** The offset at which the entity begins. */
  offset: number;
  /** The length of the entity. */
  length: number;
  /** The confidence, from 0 to 1. */
  confidenceScore: number;
  /** The id of the item that holds the entity. */
  conversationItemId: string;
  /** The index of that item, from 0. */
  conversationItemIndex?: number;
  [member: string]: unknown;
}

/** The prediction of a conversation project for whole conversations, as the service sent it. */
export interface ConversationsPrediction {
  /** The conversations, each with its intents and entities. */
  conversations: {
    id: string;
    intents: {
      name: string;
      /** `action` or `question`. */
      type: string;
      conversationItemRanges: { offset: number; count: number }[];
      entities: ConversationEntity[];
    }[];
    /** The entities that belong to no intent. */
    entities?: ConversationEntity[];
  }[];
  /** The service's warnings. */
  warnings?: string[];
}

export interface LanguageRuntime {
  /**
   * Reads the answer to a prediction request: its `result`, as the service sent it. For whole conversations, use
   * `readPrediction<ConversationsPrediction>(…)`.
   */
  readPrediction<Answer extends Prediction | ConversationsPrediction = Prediction>(response: HttpResponse): Answer;
}

/** The size of a request, as the service counts it. */
export interface AnalysisStatistics {
  /** The number of documents that were sent. */
  documentsCount: number;
  /** The number of documents that could be analysed. */
  validDocumentsCount: number;
  /** The number of documents that could not be analysed. */
  erroneousDocumentsCount: number;
  /** The number of transactions that are charged. */
  transactionsCount: number;
}
