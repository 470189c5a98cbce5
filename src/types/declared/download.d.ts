// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/** A file in a ZIP file. */
export interface ArchiveEntry {
  /** The path of the file within the ZIP file, as written. */
  name: string;
  /** The unpacked size in bytes. */
  size: number;
  /** The packed size in bytes. */
  compressedSize: number;
}

/** A data centre of AvePoint. */
export interface Region {
  /** The vendor's short name, as in the host name. */
  id: string;
  /** The name for people, such as `Canada (Toronto)`. */
  name: string;
  /** The base of all URLs there: the `baseUrl` of `AvePoint`. */
  baseUrl: string;
}

/** A file that was saved. */
export interface SavedFile {
  /** The size in bytes. */
  size: number;
  /** A file name that is valid in every file system. */
  suggestedName: string;
  /** The media type, such as `application/json` or `application/zip`. */
  contentType: string;
  /** The SHA-256 of the file in hexadecimal, with `sha256: true`. */
  sha256?: string;
}
