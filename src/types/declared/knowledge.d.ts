// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { UpdateOperation } from "../knowledge.js";

/** What to do with one file. */
export interface FileOperation {
  /** Whether to add, replace or delete it. */
  operation: UpdateOperation;
  /** The name of one of the files, unless the operation is `delete`. */
  fileName: string;
  /** The name for people. */
  fileDisplayName?: string;
  /** Whether the service reads the file anew. */
  refresh?: boolean;
}
