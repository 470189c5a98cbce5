/** The options of `ExportedProject.read`. */
export interface ReadOptions {
  /** Aborting rejects with the signal's reason and cancels the stream. */
  signal?: AbortSignal;
  /** Is called as bytes arrive. */
  onProgress?: (progress: { receivedBytes: number; totalBytes?: number }) => void;
}

/** The options of `ExportedProject.check`. */
export interface CheckOptions {
  /** The documents of a custom-text project by name, as text or UTF-8, with their line ends as stored. */
  documents?: Map<string, string | Uint8Array | ArrayBuffer> | Record<string, string | Uint8Array | ArrayBuffer>;
  /** How many findings of each rule are listed, 100 if left out. The rest is counted. */
  limitPerRule?: number;
}

/** Which items: those that fit all that is named. */
export interface ProjectItemsFilter {
  /** An intent, class or label of an example; or the name of an intent, entity or class. */
  category?: string;
  /** The dataset of an example, such as `Train`. */
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
