declare const asks: unique symbol;

/** A plain HTTP request. Send it with `fetch` or any other client. */
export interface HttpRequest<Name extends string = string> {
  /** The method, such as `POST`. */
  method: string;
  /** The absolute URL. */
  url: string;
  /** The headers, the credential included if there is one. */
  headers: Record<string, string>;
  /** The body; absent if the request has none. */
  body?: string | Uint8Array<ArrayBuffer>;
  /** Exists only as a type, which names the operation. */
  readonly [asks]?: Name;
}

/** A plain HTTP response with its whole body. Header names are matched without regard to case. */
export interface HttpResponse {
  /** The HTTP status, such as 202. */
  status: number;
  /** The headers, in any of these forms. */
  headers: Headers | Map<string, string> | Record<string, string | string[]> | [string, string][];
  /** The whole body. For a `Response` of `fetch`, pass `new Uint8Array(await response.arrayBuffer())`. */
  body?: string | Uint8Array | ArrayBuffer;
}
