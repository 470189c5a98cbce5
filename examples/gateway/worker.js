// Cloudflare Workers: wrangler deploy worker.js, with the secrets set by `wrangler secret put`.
import { gatewayOf } from "./gateway.js";

let gateway;

export default {
  // One gateway for all requests of an isolate, because they share its tokens and limits.
  fetch: (request, secrets) => (gateway ??= gatewayOf(secrets))(request),
};
