import type { ClientOptions, KeyCredential, TokenCredential } from "./client.js";

/** The options of `new AzureLanguage`. */
export interface AzureLanguageOptions extends ClientOptions {
  /**
   * Such as `https://contoso.cognitiveservices.azure.com`; a port and a gateway's path prefix may be part of it. A
   * path, such as `/language-proxy`, is resolved against `baseUrl`.
   */
  endpoint: string;
  /** What a path as endpoint is resolved against. Default: the page's own location. Needed in Node. */
  baseUrl?: string;
  /** The family of the authoring API: custom text, conversations or question answering. */
  family: "analyze-text" | "analyze-conversations" | "query-knowledgebases";
  /** Default: `2023-04-01`. */
  apiVersion?: string;
  /** The key of the resource, a source of tokens, or a token. Without it, a gateway or `headers` must authorize. */
  credential?: KeyCredential | TokenCredential | { token: string };
}

/** The operations that run as jobs: `start` submits them. */
export type LanguageJobOperation =
  | "export"
  | "import"
  | "train"
  | "evaluate"
  | "loadSnapshot"
  | "copy"
  | "createExportedModel"
  | "deleteExportedModel"
  | "deploy"
  | "swapDeployments"
  | "deleteDeployment"
  | "deleteFromResources"
  | "assignResources"
  | "unassignResources"
  | "deleteProject"
  | "updateSources"
  | "updateQnas";

/** The options of `AzureLanguage.exportRequest`. */
export interface ExportOptions {
  /** What offsets count. Default: `Utf16CodeUnit`, as JavaScript does. Not for question answering. */
  stringIndexType?: string;
  /** For question answering `qnas` or `synonyms`. */
  assetKind?: string;
  /** The snapshot of a trained model in place of the working copy. Not for question answering. */
  trainedModelLabel?: string;
  /** Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or `excel`. */
  format?: string;
}

/** The options of `AzureLanguage.importRequest`. */
export interface ImportOptions {
  /** The format of the file. Conversations: `Conversation` or `Luis`. Question answering: `json`, `tsv` or `excel`. */
  format?: string;
  /** Question answering: `qnas` or `synonyms`. */
  assetKind?: string;
}
