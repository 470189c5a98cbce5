// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/** A summary of a project. */
export interface ProjectSummary {
  /**
   * The project's kind as written, such as `Conversation`. Files of question answering have no
   * kind; here it is `QuestionAnswering`.
   */
  kind?: string;
  /** The project's name. */
  name?: string;
  /** The project's main language, a BCP 47 tag. */
  language?: string;
  /** True if the project holds other languages too. */
  multilingual?: boolean;
  /** The description by its authors. */
  description?: string;
  /** The API version that wrote the file. */
  fileVersion?: string;
  /** The unit of all offsets, such as `Utf16CodeUnit`. */
  stringIndexType?: string;
  /** The container of the documents. The file does not contain them. */
  container?: string;
  /** The number of each kind of asset, such as `intents`, `entities`, `utterances`, `documents`. */
  counts: Record<string, number>;
  /** The intents, each with its number of utterances. */
  intents: CategoryCount[];
  /** The entities, each with its number of labels. For text sentiment, the sentiments. */
  entities: CategoryCount[];
  /** The classes, each with its number of documents. */
  classes: CategoryCount[];
  /** The languages of the examples, each with its number of examples. */
  languages: CategoryCount[];
  /** The datasets of the examples, each with its number of examples. */
  datasets: CategoryCount[];
  /** The number of names that the five lists above omit. Each list holds at most 1,000. */
  unlisted: number;
  /** The number of examples with an intent, a class, a label or a summary. */
  labelled: number;
  /** The number of examples without any of these. */
  unlabelled: number;
  /** The number of labels. */
  labels: number;
  /** The lengths of the utterances, in UTF-16 code units. Absent when no example holds its text. */
  textLength?: TextLength;
  /** The target of each intent of an orchestration project. */
  targets: OrchestrationTarget[];
  /** The file's size in bytes. */
  size: number;
  /** The project's settings, as in the file. */
  settings?: Record<string, unknown>;
}

/** A name and how often it occurs. */
export interface CategoryCount {
  /** The name, as in the file. */
  name: string;
  /** The number of occurrences in all examples. */
  count: number;
  /** The number of occurrences in the dataset `Train`. */
  train: number;
  /** The number of occurrences in the dataset `Test`. */
  test: number;
  /** True if the file declares the name. Always true for languages and datasets. */
  declared: boolean;
}

/** The lengths of texts in UTF-16 code units, the unit of the service. */
export interface TextLength {
  /** The length of the shortest text. */
  shortest: number;
  /** The length of the longest text. */
  longest: number;
  /** The length of all texts together. */
  total: number;
  /** The number of texts. */
  texts: number;
  /** The mean length. */
  mean: number;
}

/** The target of an orchestration intent. */
export interface OrchestrationTarget {
  /** The intent's name. */
  intent: string;
  /** The target's kind: `Conversation`, `QuestionAnswering` or `Luis`, as written. */
  kind?: string;
  /** The target's project name, or its LUIS application id. */
  project?: string;
  /** The target's deployment, if it has one. */
  deployment?: string;
}

/** The lengths of a project's examples, and the labels that occur together. */
export interface ProjectStatistics {
  /**
   * The lengths of the examples, from the shortest to the longest. A length up to 7 has a bin
   * of its own. From there on, four bins of equal width lead to the next power of two.
   * Empty when no length is known: a file has the texts of its utterances, but only the
   * labelled regions of its documents.
   */
  lengths: LengthCount[];
  /**
   * The labels that occur together: a row for each of the 32 most frequent entities, or
   * classes if the project has no entities, the most frequent first.
   */
  cooccurrence: CooccurrenceRow[];
}

/** The number of examples whose lengths are in a range. */
export interface LengthCount {
  /**
   * The least length: of an utterance in UTF-16 code units; of a document, the end of its last
   * region, in the unit of the file's offsets.
   */
  from: number;
  /** The greatest length. */
  to: number;
  /** The number of examples. */
  examples: number;
}

/** A label, and the labels with which it occurs. */
export interface CooccurrenceRow {
  /** The entity or class. */
  name: string;
  /**
   * For each row, in the same order, the number of examples that have both. In the row's own
   * place, the number of examples that have this one.
   */
  examples: number[];
}

/** Something that is wrong with a project, or worth knowing. */
export interface Finding {
  /** The rule's stable id, such as `label-outside-text`. */
  rule: string;
  /** The severity of the finding. */
  severity: FindingSeverity;
  /** The JSON path of the value, such as `$.assets.utterances[12].entities[0]`. */
  path: string;
  /** The offset of the value, in bytes from the start of the file. */
  byteOffset: number;
  /** The fault, in a sentence. */
  message: string;
  /** The number of findings of the same rule that are not listed. Only on the last listed finding of a rule. */
  more?: number;
  /** The remedy, in a sentence. */
  advice: string;
}

/** The severity of a finding. */
export type FindingSeverity =
  /** An import refuses the file. */
  | "error"
  /** No source says that an import refuses the file. Data may be lost, or the model is worse. */
  | "warning"
  /** Worth knowing. */
  | "info";

/** One difference between two projects. */
export interface ProjectChange {
  /**
   * `file` or `metadata`; `assets` for members outside the lists; the name of the list for an
   * item.
   */
  part: string;
  /** The kind of difference. */
  change: ProjectChangeKind;
  /**
   * The name of a member, with `settings.` before that of a setting; the text, location,
   * category or id of an item.
   */
  name: string;
  /** The value in the first project. */
  before?: unknown;
  /** The value in the second project. */
  after?: unknown;
}

/** The kind of difference of an item or member. */
export type ProjectChangeKind =
  /** It is in the second project only. */
  | "added"
  /** It is in the first project only. */
  | "removed"
  /** It is in both, with different contents. */
  | "changed";

/** The number of differences in a part of the file. */
export interface ProjectPartCounts {
  /** The number in the second project only. */
  added: number;
  /** The number in the first project only. */
  removed: number;
  /** The number in both, with different contents. */
  changed: number;
}

/** A filter for items. An item must match every member that is given. */
export interface ProjectItemsFilter {
  /** The intent, the class or a label of an example, or the name of an intent, entity or class. */
  category?: string;
  /** The dataset of an example, such as `Train`. */
  dataset?: string;
  /** The language of an example, spelled as in the file. */
  language?: string;
  /**
   * A text that occurs in an example's text or location, or in any string of another item. Case does not
   * matter.
   */
  text?: string;
}
