/** `AzureKeyCredential` of `@azure/core-auth` is one. */
export interface KeyCredential {
  /** The key of the resource. */
  key: string;
}

/** Everything in `@azure/identity` is one. */
export interface TokenCredential {
  /** Returns a token for the scopes, with the time at which it expires in milliseconds since 1970. */
  getToken(
    scopes: string | string[],
    options?: { abortSignal?: AbortSignal },
  ): Promise<{ token: string; expiresOnTimestamp?: number } | null>;
}

/** What every client takes beside its endpoint and its credential. */
export interface ClientOptions {
  /**
   * Other addresses of the same service. Behind a gateway: the service's own, such as
   * `https://contoso.cognitiveservices.azure.com`, with its path prefix if it has one. Its URLs in headers, bodies,
   * pasted and stored jobs are mapped onto the endpoint by their path, and nothing is ever sent to it. A client that
   * talks to the service directly names the gateway here, to follow jobs that were stored behind it.
   */
  upstream?: string | string[];
  /**
   * Whether cookies go with requests, as in `fetch`. Default: `same-origin` when the endpoint is on the page's own
   * origin and there is no `credential`; else `omit`.
   */
  credentials?: "omit" | "same-origin" | "include";
  /**
   * Headers to add to every request, such as a CSRF token: fixed ones, or a function that is called for each request
   * and may be async. Never stored, nor part of a `Job` or an error.
   */
  headers?:
    Record<string, string> | ((request: { method: string; url: string }) => RequestHeaders | Promise<RequestHeaders>);
  /** Further origins that may see the credential, should the service name them. */
  trustedOrigins?: string[];
}

/** What a function for `headers` gives; nothing for none. */
export type RequestHeaders = Record<string, string> | Iterable<[string, string]> | undefined;
