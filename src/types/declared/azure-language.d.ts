// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.

/** The options of `AzureLanguage.exportRequest`. */
export interface ExportOptions {
  /**
   * The unit of offsets. Default: `Utf16CodeUnit`, the unit of JavaScript strings. Not for question
   * answering.
   */
  stringIndexType?: string;
  /** Question answering: `qnas` or `synonyms`. */
  assetKind?: string;
  /** Exports the snapshot of this trained model instead of the current project. Not for question answering. */
  trainedModelLabel?: string;
  /**
   * The format of the file. Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or
   * `excel`.
   */
  format?: string;
}

/** The options of `AzureLanguage.importRequest`. */
export interface ImportOptions {
  /**
   * The format of the file. Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or
   * `excel`.
   */
  format?: string;
  /** Question answering: `qnas` or `synonyms`. */
  assetKind?: string;
}
