// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { AnalysisStatistics, AnalyzedDocument } from "../runtime.js";
import type { JobState, JobStatus, ServiceError } from "./job.js";

/** The options of a prediction. */
export interface PredictionOptions {
  /** The name of a conversation or orchestration project, which is case-sensitive. */
  project: string;
  /** The name of the deployment, which is case-sensitive. */
  deployment: string;
  /** The language, a BCP 47 tag. */
  language?: string;
  /** The unit of offsets. Default: `Utf16CodeUnit`, as in JavaScript. */
  stringIndexType?: "Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8";
  /** True if the answer should have more detail. */
  verbose?: boolean;
  /** True if the service should keep the utterance for review in authoring. */
  isLoggingEnabled?: boolean;
  /** For orchestration: the target project to use, regardless of the intent. */
  directTarget?: string;
}

/** The results of an analysis so far: the analysed documents, and the errors. */
export interface AnalysisResults {
  /**
   * The job's status. Its `errors` are those of tasks. Their `target` names the task, such
   * as `#/tasks/items/0`.
   */
  status: JobStatus;
  /** The tasks that have results or have ended. */
  tasks: AnalysisTask[];
  /** The URL of the next page at the service. `nextRequest` makes the request for it. */
  nextLink?: string;
  /** The documents of all tasks. */
  documents: AnalyzedDocument[];
  /** The documents that could not be analysed, of all tasks. */
  errors: DocumentError[];
}

/** The results of one task. */
export interface AnalysisTask {
  /** The kind of the results, such as `CustomEntityRecognitionLROResults`. */
  kind: string;
  /** The name that the request gave the task. */
  name?: string;
  /** The state of the task. */
  state: JobState;
  /** The project that analysed the documents. */
  project?: string;
  /** The deployment that analysed the documents. */
  deployment?: string;
  /** The documents that could not be analysed, and why. */
  errors: DocumentError[];
  /** The documents that were analysed. */
  documents: AnalyzedDocument[];
  /** The size of the request, if `showStats` is set. */
  statistics?: AnalysisStatistics;
}

/** The error of a document that could not be analysed. */
export interface DocumentError {
  /** The document's id in the request. */
  id: string;
  /** The error, as the service reported it. */
  error: ServiceError;
}
