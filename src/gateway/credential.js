// How the gateway authorises itself at a service.
import { SharedToken } from "./token.js";

/**
 * Adds the credential to the headers of a request. `isRefused` is true after a 401: then it resolves to true if there
 * is another credential.
 *
 * @typedef {(headers: Headers, isRefused?: boolean) => Promise<boolean>} Authorize
 */

/**
 * Returns what adds a credential.
 *
 * @param {import("./gateway-options.js").GatewayRoute} route
 * @param {URL} endpoint
 * @param {(request: Request) => Promise<Response>} fetch
 * @returns {Authorize}
 */
export function readCredential({ service, credential }, endpoint, fetch) {
  const isAvePoint = service === "avepoint";
  if ("key" in credential && !isAvePoint)
    return async (headers, isRefused) => {
      // Read each time: an `AzureKeyCredential` may get another key.
      headers.set("ocp-apim-subscription-key", credential.key);
      return !isRefused;
    };
  /** @type {SharedToken} */
  let shared;
  if ("getToken" in credential) {
    const scope = isAvePoint ? AVEPOINT_SCOPE : scopeOf(endpoint.hostname);
    shared = new SharedToken(() => credential.getToken(scope));
  } else if ("clientId" in credential && isAvePoint) {
    const loaded = import("./client-credentials.js");
    loaded.catch(() => {});
    shared = new SharedToken(async () =>
      (await loaded).fetchToken(credential, AVEPOINT_SCOPE, endpoint.hostname, fetch),
    );
  } else throw new TypeError(`The credential of ${service} is of no known kind.`);
  return async (headers, isRefused) => {
    const before = headers.get("authorization");
    const value = `Bearer ${await shared.get(isRefused ? before?.slice(7) : undefined)}`;
    headers.set("authorization", value);
    return value !== before;
  };
}

/** The permission that the exports need (docs/contracts/avepoint-graph.md#credentials). */
const AVEPOINT_SCOPE = "insights.graph.readwrite.all";

/**
 * Returns the scope in the cloud of a resource (docs/contracts/azure-language.md#credentials-and-clouds).
 *
 * @param {string} host
 */
const scopeOf = (host) => `https://cognitiveservices.azure.${/\.(us|cn)$/.exec(host)?.[1] ?? "com"}/.default`;
