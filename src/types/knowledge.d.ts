import type { LanguageList, Open } from "./azure-language-answers.js";
import type { PageOptions } from "./azure-language-operations.js";
import type { HttpRequest } from "./http.js";

export interface LanguageAnswers {
  listSources: LanguageList<QnaSource>;
  listQnas: LanguageList<Qna>;
  listSynonyms: LanguageList<Synonyms>;
  updateSynonyms: undefined;
  addFeedback: undefined;
}

/** Where questions and answers come from. Times are RFC 3339, as sent. */
export interface QnaSource extends Open {
  displayName?: string;
  /** What identifies it: a file's name, or a URL. */
  source: string;
  sourceUri: string;
  sourceKind: "file" | "url" | (string & {});
  contentStructureKind?: "unstructured" | (string & {});
  lastUpdatedDateTime?: string;
}

/** Questions with one answer, to add or to replace. */
export interface QnaRecord {
  id?: number;
  /** Markdown. */
  answer?: string;
  /** The `source` that it comes from. */
  source?: string;
  questions?: string[];
  /** To filter answers by. */
  metadata?: Record<string, string>;
  dialog?: QnaDialog;
  activeLearningSuggestions?: {
    clusterHead?: string;
    suggestedQuestions?: { question?: string; userSuggestedCount?: number; autoSuggestedCount?: number }[];
  }[];
}

/** What may be asked next. */
export interface QnaDialog {
  /** Whether the answer is only given after another. */
  isContextOnly?: boolean;
  prompts?: { displayOrder?: number; qnaId?: number; qna?: QnaRecord; displayText?: string }[];
}

/** Questions with one answer, as they are listed. */
export interface Qna extends QnaRecord, Open {
  id: number;
  lastUpdatedDateTime?: string;
}

/** Words that mean the same. */
export interface Synonyms {
  alterations: string[];
}

export type UpdateOperation = "add" | "delete" | "replace";

export interface UpdateSource {
  op: UpdateOperation;
  value: {
    displayName?: string;
    source: string;
    sourceUri: string;
    sourceKind: "file" | "url" | (string & {});
    contentStructureKind?: "unstructured" | (string & {});
    /** Whether the service reads the source anew. */
    refresh?: boolean;
  };
}

export interface UpdateQna {
  op: UpdateOperation;
  value: QnaRecord;
}

/** A question of a user, and the answer that fitted. */
export interface FeedbackRecord {
  userId?: string;
  userQuestion?: string;
  qnaId?: number;
}

/** A file to upload. */
export interface UploadFile {
  /** Without a path. Quotes and line breaks are sent percent-encoded, as browsers do. */
  name: string;
  bytes: Uint8Array | ArrayBuffer | string;
  /** Default: `application/octet-stream`. */
  contentType?: string;
}

export interface FileOperation {
  operation: UpdateOperation;
  /** The name of one of the files, unless the operation is `delete`. */
  fileName: string;
  fileDisplayName?: string;
  refresh?: boolean;
}

export interface AzureLanguage {
  /** Lists the sources of a question answering project, as all that follow are for question answering only. */
  sourcesRequest(project: string, options?: PageOptions): HttpRequest<"listSources">;
  updateSourcesRequest(project: string, updates: UpdateSource[]): HttpRequest<"updateSources">;
  /** The same with files as sources. Since 2025-05-15-preview. */
  updateSourcesFromFilesRequest(
    project: string,
    files: Iterable<UploadFile>,
    operations: Iterable<FileOperation>,
  ): HttpRequest<"updateSources">;
  /** Lists questions with their answers, of all sources or of one. */
  qnasRequest(project: string, options?: PageOptions & { source?: string }): HttpRequest<"listQnas">;
  updateQnasRequest(project: string, updates: UpdateQna[]): HttpRequest<"updateQnas">;
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
