import type { ClientOptions, KeyCredential, TokenCredential } from "./client.js";

/** The options of `new AzureLanguage`. */
export interface AzureLanguageOptions extends ClientOptions {
  /**
   * The URL of the resource, such as `https://contoso.cognitiveservices.azure.com`, or that of a gateway, with port and
   * path prefix. A path, such as `/language-proxy`, is resolved against `baseUrl`.
   */
  endpoint: string;
  /** The base URL for an `endpoint` that is a path. Default: the page's own location. Node has none. */
  baseUrl?: string;
  /** The family of the authoring API: custom text, conversations or question answering. */
  family: "analyze-text" | "analyze-conversations" | "query-knowledgebases";
  /** The api-version of all requests. Default: `2023-04-01`. */
  apiVersion?: string;
  /** The key of the resource, a provider of tokens, or a token. Without it, a gateway or `headers` must authorize. */
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
