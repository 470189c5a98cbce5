// The gateway's credential for a service.

/**
 * Adds the credential to the headers of a request. `isRefused` is true after a 401. Then the promise resolves to true
 * if there is another credential.
 *
 * @typedef {(headers: Headers, isRefused?: boolean) => Promise<boolean>} Authorize
 */

/**
 * Returns the function that adds the credential.
 *
 * @param {import("./gateway-options.js").GatewayRoute} route
 * @param {URL} endpoint
 * @param {(request: Request) => Promise<Response>} fetch
 * @returns {Authorize}
 */
export function readCredential({ service, credential }, endpoint, fetch) {
  const { keyHeader, prefix = "", scope, hasIdentity } = kindOf(service, endpoint);
  if (!credential && !keyHeader && scope === undefined) return async () => false;
  if (credential && "key" in credential && keyHeader)
    return async (headers, isRefused) => {
      // The key is read each time, because that of an `AzureKeyCredential` may change.
      headers.set(keyHeader, prefix + credential.key);
      return !isRefused;
    };
  const isToken =
    credential && ("getToken" in credential || ("clientId" in credential && (credential.tokenUrl ?? hasIdentity)));
  if (!isToken || scope === undefined) throw new TypeError("A credential is of no kind that its service knows.");
  /** @type {Promise<Authorize> | undefined} */
  let tokens;
  return async (headers, isRefused) => {
    tokens ??= import("./token-credential.js").then(({ tokenCredential }) =>
      tokenCredential(credential, scope, endpoint.hostname, fetch),
    );
    // A failed load can be tried again.
    tokens.catch(() => (tokens = undefined));
    return (await tokens)(headers, isRefused);
  };
}

/**
 * Returns the facts of a service: the header of a key, the scope of tokens, and whether the identity service is known.
 * The scope of Azure depends on the cloud of the resource (docs/contracts/azure-language.md#credentials-and-clouds),
 * and that of AvePoint is a permission (docs/contracts/avepoint-graph.md#credentials).
 *
 * @param {import("./gateway-options.js").GatewayRoute["service"]} service @param {URL} endpoint
 * @returns {{ keyHeader?: string, prefix?: string, scope?: string, hasIdentity?: boolean }}
 */
function kindOf(service, { hostname }) {
  if (typeof service === "object") {
    const { kind, name, prefix, scope = "" } = service.credential;
    return kind === "header" ? { keyHeader: name, prefix } : kind === "bearer" ? { scope } : {};
  }
  if (service === "avepoint") return { scope: "insights.graph.readwrite.all", hasIdentity: true };
  const scope = `https://cognitiveservices.azure.${/\.(us|cn)$/.exec(hostname)?.[1] ?? "com"}/.default`;
  return { keyHeader: "ocp-apim-subscription-key", scope };
}
