/** The codes of errors that come from loading the module or from the use of its objects. */
export type LoaderErrorCode =
  /** Something of this package was used before `init` was done. */
  | "notInitialized"
  /** A method was called that belongs to another entry of this package. The message names that entry. */
  | "notImported"
  /** The page's Content-Security-Policy, or the platform, forbids WebAssembly. The message says what to add. */
  | "blocked"
  /** An object was used after `free()`. */
  | "freed";
