// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { AnalysisStatistics, AnalyzedDocument } from "../runtime.js";
import type { JobState, JobStatus, ServiceError } from "./job.js";

/** The options of a prediction. */
export interface PredictionOptions {
  /** A conversation or orchestration project. Case counts. */
  project: string;
  /** The deployment to use. Case counts. */
  deployment: string;
  /** A BCP 47 tag. */
  language?: string;
  /** The unit of offsets. Default: `Utf16CodeUnit`, as in JavaScript. */
  stringIndexType?: "Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8";
  /** True if the answer holds more detail. */
  verbose?: boolean;
  /** True if the service keeps the utterance for review in authoring. */
  isLoggingEnabled?: boolean;
  /** For orchestration: the target project to ask, whatever the intent. */
  directTarget?: string;
}

/** The results of an analysis so far: the documents that were analysed, and beside them what went wrong. */
export interface AnalysisResults {
  /**
   * The job's status. Its `errors` are those of tasks: their `target` names one, such as
   * `#/tasks/items/0`.
   */
  status: JobStatus;
  /** The tasks that have results or have ended. */
  tasks: AnalysisTask[];
  /** The place of more results at the service. `nextRequest` reads them. */
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
  /** The project that was asked. */
  project?: string;
  /** The deployment that was asked. */
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
  /** The id with which the document was sent. */
  id: string;
  /** The fault, in the service's words. */
  error: ServiceError;
}
