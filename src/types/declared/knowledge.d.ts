// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { UpdateOperation } from "../knowledge.js";

/** The change to one file. */
export interface FileOperation {
  /** The operation: add, replace or delete. */
  operation: UpdateOperation;
  /** The name of one of the files, unless the operation is `delete`. */
  fileName: string;
  /** The name for people. */
  fileDisplayName?: string;
  /** True if the service reads the file again. */
  refresh?: boolean;
}
