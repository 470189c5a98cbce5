/** The content of a project file, or a `JobResult` of any entry of this package. */
export type ProjectContent = Uint8Array | ArrayBuffer | string | FileContent;

/** A value that has the bytes of a file, such as a `JobResult`. */
export interface FileContent {
  /** Returns the bytes. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/** The options of `ExportedProject.read`. */
export interface ReadOptions {
  /** Aborting rejects with the signal's reason and cancels the stream. */
  signal?: AbortSignal;
  /** Called as bytes arrive. `totalBytes` is present when the size is known. */
  onProgress?: (progress: { receivedBytes: number; totalBytes?: number }) => void;
}

/** The options of `ExportedProject.check`. */
export interface CheckOptions {
  /** The documents of a custom-text project by name, as text or UTF-8. Keep their line ends as they are stored. */
  documents?: Map<string, string | Uint8Array | ArrayBuffer> | Record<string, string | Uint8Array | ArrayBuffer>;
  /** The most findings of each rule that are listed. The rest are only counted. Default: 100. */
  limitPerRule?: number;
}

/**
 * An item of a list: its members as in the file, and its position. If it is not an object in the file, it is `value`.
 */
export interface ProjectItem {
  /** The index in the file's list, from 0. */
  index: number;
  /** The position in the file, in bytes from its start. */
  byteOffset: number;
  [member: string]: unknown;
}

/** The changes to a project file. Omitted members are unchanged; null removes a member from the file. */
export interface ProjectChanges {
  /** The project's name, `metadata.projectName`. */
  name?: string | null;
  /** The container of the documents, `metadata.storageInputContainerName`. */
  container?: string | null;
  /** The main language, `metadata.language`: a BCP 47 tag. */
  language?: string | null;
  /** The description, `metadata.description`. */
  description?: string | null;
  /** True if the project holds several languages, `metadata.multilingual`. */
  multilingual?: boolean | null;
  /** Members of `metadata.settings` to change. The others are unchanged. */
  settings?: Record<string, unknown> | null;
  /** The version of the file, `projectFileVersion`: an api-version. */
  fileVersion?: string | null;
}
