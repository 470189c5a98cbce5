declare const asks: unique symbol;

/** A plain HTTP request. Send it with anything. */
export interface HttpRequest<Name extends string = string> {
  /** The method, such as `POST`. */
  method: string;
  /** The absolute URL. */
  url: string;
  /** The headers, the credential included if there is one. */
  headers: Record<string, string>;
  /** The body, if there is one. */
  body?: string | Uint8Array<ArrayBuffer>;
  /** Never there. Its type tells what the request asks for. */
  readonly [asks]?: Name;
}

/** A plain HTTP response with its whole body. Header names are matched without regard to case. */
export interface HttpResponse {
  /** The HTTP status, such as 202. */
  status: number;
  /** The headers, in any of these forms. */
  headers: Headers | Map<string, string> | Record<string, string | string[]> | [string, string][];
  /** The whole body. Of a `Response` of `fetch`: `new Uint8Array(await response.arrayBuffer())`. */
  body?: string | Uint8Array | ArrayBuffer;
}
