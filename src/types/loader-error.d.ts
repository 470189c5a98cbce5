/** The codes of errors that come from loading the module or from the use of its objects. */
export type LoaderErrorCode =
  /** Something of this package was used before `init` was done. */
  | "notInitialized"
  /** A method was called that another entry of this package has. The message names the entry. */
  | "notImported"
  /** The page's Content-Security-Policy, or the platform, forbids WebAssembly. The message says what to add. */
  | "blocked"
  /** An object was used after `free()`. */
  | "freed";
