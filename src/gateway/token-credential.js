// Authorises requests with tokens: from a source such as `@azure/identity`, or with client credentials.
import { fetchToken } from "./client-credentials.js";
import { SharedToken } from "./token.js";

/**
 * Returns the function that adds a token.
 *
 * @param {Exclude<import("./gateway-options.js").GatewayRoute["credential"], undefined | { key: string }>} credential
 * @param {string} scope
 * @param {string} host The host of the service.
 * @param {(request: Request) => Promise<Response>} fetch
 * @returns {import("./credential.js").Authorize}
 */
export function tokenCredential(credential, scope, host, fetch) {
  const shared = new SharedToken(() =>
    "getToken" in credential ? credential.getToken(scope) : fetchToken(credential, scope, host, fetch),
  );
  return async (headers, isRefused) => {
    const before = headers.get("authorization");
    const value = `Bearer ${await shared.get(isRefused ? before?.slice(7) : undefined)}`;
    headers.set("authorization", value);
    return value !== before;
  };
}
