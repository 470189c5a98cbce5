import type { LanguageList, Open } from "./azure-language-answers.js";
import type { FileOperation } from "./declared/knowledge.js";
import type { PageOptions } from "./azure-language-operations.js";
import type { HttpRequest } from "./http.js";

export interface LanguageAnswers {
  /** The answer to `sourcesRequest`. */
  listSources: LanguageList<QnaSource>;
  /** The answer to `qnasRequest`. */
  listQnas: LanguageList<Qna>;
  /** The answer to `synonymsRequest`. */
  listSynonyms: LanguageList<Synonyms>;
  /** The answer to `updateSynonymsRequest`: nothing. */
  updateSynonyms: undefined;
  /** The answer to `feedbackRequest`: nothing. */
  addFeedback: undefined;
}

/** The source of questions and answers. Times are RFC 3339, as sent. */
export interface QnaSource extends Open {
  /** The name for people. */
  displayName?: string;
  /** Its identifier: a file's name, or a URL. */
  source: string;
  /** The URL from which the service reads the source. */
  sourceUri: string;
  /** The kind of the source. */
  sourceKind: "file" | "url" | (string & {});
  /** The structure of the content. */
  contentStructureKind?: "unstructured" | (string & {});
  /** When it last changed. RFC 3339, as sent. */
  lastUpdatedDateTime?: string;
}

/** Questions with one answer, to add or to replace. */
export interface QnaRecord {
  /** The id within the project. */
  id?: number;
  /** Markdown. */
  answer?: string;
  /** The `source` that it comes from. */
  source?: string;
  /** The questions. */
  questions?: string[];
  /** Metadata to filter answers by. */
  metadata?: Record<string, string>;
  /** The questions that may follow. */
  dialog?: QnaDialog;
  /** Questions of users that may belong here, in clusters. */
  activeLearningSuggestions?: {
    clusterHead?: string;
    suggestedQuestions?: { question?: string; userSuggestedCount?: number; autoSuggestedCount?: number }[];
  }[];
}

/** The questions that may follow. */
export interface QnaDialog {
  /** Whether the answer is only given after another. */
  isContextOnly?: boolean;
  /** The further questions that are offered. */
  prompts?: { displayOrder?: number; qnaId?: number; qna?: QnaRecord; displayText?: string }[];
}

/** Questions with one answer, as they are listed. */
export interface Qna extends QnaRecord, Open {
  /** The id within the project. */
  id: number;
  /** When it last changed. RFC 3339, as sent. */
  lastUpdatedDateTime?: string;
}

/** Words that mean the same. */
export interface Synonyms {
  /** The words. */
  alterations: string[];
}

/** The effect of an update on a source or a record. */
export type UpdateOperation = "add" | "delete" | "replace";

/** One change to the sources of a project. */
export interface UpdateSource {
  /** Whether to add, replace or delete it. */
  op: UpdateOperation;
  /** The source. */
  value: {
    displayName?: string;
    source: string;
    sourceUri: string;
    sourceKind: "file" | "url" | (string & {});
    contentStructureKind?: "unstructured" | (string & {});
    /** Whether the service reads the source again. */
    refresh?: boolean;
  };
}

/** One change to the questions and answers of a project. */
export interface UpdateQna {
  /** Whether to add, replace or delete it. */
  op: UpdateOperation;
  /** The questions with their answer. */
  value: QnaRecord;
}

/** A user's question, and the answer that fitted. */
export interface FeedbackRecord {
  /** The user, for counting. */
  userId?: string;
  /** The user's question. */
  userQuestion?: string;
  /** The id of the answer that fitted. */
  qnaId?: number;
}

/** A file to upload. */
export interface UploadFile {
  /** Without a path. Quotes and line breaks are sent percent-encoded, as browsers do. */
  name: string;
  /** The contents. */
  bytes: Uint8Array | ArrayBuffer | string;
  /** Default: `application/octet-stream`. */
  contentType?: string;
}

export interface AzureLanguage {
  /** Lists the sources of a project. Like all methods below, for question answering only. */
  sourcesRequest(project: string, options?: PageOptions): HttpRequest<"listSources">;
  /** Adds, replaces and deletes sources. Runs as a job. */
  updateSourcesRequest(project: string, updates: UpdateSource[]): HttpRequest<"updateSources">;
  /** Adds, replaces and deletes sources that are files. Since 2025-05-15-preview. */
  updateSourcesFromFilesRequest(
    project: string,
    files: Iterable<UploadFile>,
    operations: Iterable<FileOperation>,
  ): HttpRequest<"updateSources">;
  /** Lists questions with their answers, from all sources or from one. */
  qnasRequest(project: string, options?: PageOptions & { source?: string }): HttpRequest<"listQnas">;
  /** Adds, replaces and deletes questions with their answers. Runs as a job. */
  updateQnasRequest(project: string, updates: UpdateQna[]): HttpRequest<"updateQnas">;
  /** Lists the synonyms of a project. */
  synonymsRequest(project: string, options?: PageOptions): HttpRequest<"listSynonyms">;
  /** Replaces all synonyms. */
  updateSynonymsRequest(project: string, body: { value: Synonyms[]; nextLink?: string }): HttpRequest<"updateSynonyms">;
  /** Says which answers fitted which questions, for active learning. */
  feedbackRequest(project: string, body: { records: FeedbackRecord[] }): HttpRequest<"addFeedback">;
  /** Imports a project from files. Since 2025-05-15-preview. */
  importFromFilesRequest(
    project: string,
    files: Iterable<UploadFile>,
    options?: { assetKind?: "qnas" | "synonyms" },
  ): HttpRequest<"import">;
}
