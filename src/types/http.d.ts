declare const asks: unique symbol;

/** A plain HTTP request. Send it with anything. */
export interface HttpRequest<Name extends string = string> {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Never there. Its type tells what the request asks for. */
  readonly [asks]?: Name;
}

/** A plain HTTP response with its whole body. Header names are matched without regard to case. */
export interface HttpResponse {
  status: number;
  headers: Headers | Map<string, string> | Record<string, string | string[]> | [string, string][];
  body?: string | Uint8Array | ArrayBuffer;
}
