import type { IncomingMessage, ServerResponse } from "node:http";

/** A listener for `http.createServer`, `https.createServer`, or `app.use` of Express. */
export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Makes a listener for Node's servers from a gateway. In Express, put it before the middleware that parses bodies.
 *
 * @example
 * ```js
 * createServer(toNodeListener(gateway)).listen(3000);
 * ```
 */
export function toNodeListener(handler: (request: Request) => Promise<Response>): NodeListener;
