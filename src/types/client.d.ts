/** A key, such as an `AzureKeyCredential` of `@azure/core-auth`. */
export interface KeyCredential {
  /** The key of the resource. */
  key: string;
}

/** A provider of tokens, such as every credential of `@azure/identity`. */
export interface TokenCredential {
  /**
   * Returns a token for the scopes, with the time when it expires in milliseconds since 1970. If it rejects, so does
   * the call that needed the token: with `unauthorized`, and the rejection as its `cause`.
   */
  getToken(
    scopes: string | string[],
    options?: { abortSignal?: AbortSignal },
  ): Promise<{ token: string; expiresOnTimestamp?: number } | null>;
}

/** The options of every client, in addition to its endpoint and its credential. */
export interface ClientOptions {
  /**
   * Other addresses of the same service. Behind a gateway: the service's own, such as
   * `https://contoso.cognitiveservices.azure.com`, with its path prefix if it has one. Its URLs in headers, bodies,
   * pasted and stored jobs are mapped onto the endpoint by their path, and nothing is ever sent to it. A client that
   * talks to the service directly names the gateway here, to follow jobs that were stored behind it.
   */
  upstream?: string | string[];
  /**
   * Which requests send cookies, as in `fetch`. Default: `same-origin` when the endpoint is on the page's own origin
   * and there is no `credential`; otherwise `omit`.
   */
  credentials?: "omit" | "same-origin" | "include";
  /**
   * Headers to add to every request, such as a CSRF token: fixed ones, or a function that is called for each request
   * and may be async. They are never stored, and never part of a `Job` or an error.
   */
  headers?:
    Record<string, string> | ((request: { method: string; url: string }) => RequestHeaders | Promise<RequestHeaders>);
  /** Further origins that may receive the credential, such as that of a file that the service links to. */
  trustedOrigins?: string[];
}

/** The result of a `headers` function: the headers, or nothing. */
export type RequestHeaders = Record<string, string> | Iterable<[string, string]> | undefined;
