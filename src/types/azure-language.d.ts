import type { ClientOptions, KeyCredential, TokenCredential } from "./client.js";

export interface AzureLanguageOptions extends ClientOptions {
  /**
   * Such as `https://contoso.cognitiveservices.azure.com`; a port and a gateway's path prefix may be part of it. A
   * path, such as `/language-proxy`, is resolved against `baseUrl`.
   */
  endpoint: string;
  /** What a path as endpoint is resolved against. Default: the page's own location. Needed in Node. */
  baseUrl?: string;
  family: "analyze-text" | "analyze-conversations" | "query-knowledgebases";
  /** Default: `2023-04-01`. */
  apiVersion?: string;
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

export interface ImportOptions {
  format?: string;
  /** Question answering: `qnas` or `synonyms`. */
  assetKind?: string;
}
