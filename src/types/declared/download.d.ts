// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/** A file in a ZIP file. */
export interface ArchiveEntry {
  /** The path of the file within the ZIP file, as written. */
  name: string;
  /** The size in bytes, unpacked. */
  size: number;
  /** The size in bytes, as packed. */
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
