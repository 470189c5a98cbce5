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
  /** `error`: an import refuses it. `warning`: something may be lost, or the model will be worse. `info`: worth knowing. */
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
