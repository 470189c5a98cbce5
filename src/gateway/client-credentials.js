// Gets tokens of AvePoint with client credentials (docs/contracts/avepoint-graph.md#credentials).

/**
 * @typedef {import("./gateway-options.js").ClientSecretCredential} ClientSecretCredential
 * @typedef {import("./gateway-options.js").ClientCertificateCredential} ClientCertificateCredential
 */

const TIMEOUT_MS = 30_000;
/** An assertion may be valid for at most an hour. */
const ASSERTION_S = 600;

/** The hosts of the API, and the identity service of each cloud. The last one is for all other regions. */
const identities = /** @type {const} */ ([
  [/\.online15\.net$/, "identity.online15.net"],
  [/^graph-gov\./, "identity-gov.avepointonlineservices.com"],
  [/^graph-aos2\./, "identity-aos2.avepointonlineservices.com"],
  [/^/, "identity.avepointonlineservices.com"],
]);

/**
 * Fetches a token for a region.
 *
 * @param {ClientSecretCredential | ClientCertificateCredential} credential
 * @param {string} scope
 * @param {string} region The host of the region.
 * @param {(request: Request) => Promise<Response>} fetch
 */
export async function fetchToken(credential, scope, region, fetch) {
  const [, host] = identities.find(([pattern]) => pattern.test(region)) ?? identities[3];
  const url = credential.tokenUrl ?? `https://${host}/connect/token`;
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: credential.clientId, scope });
  if ("clientSecret" in credential) body.set("client_secret", credential.clientSecret);
  else {
    body.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    body.set("client_assertion", await assertion(credential, url));
  }
  const asked = Date.now();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(new Request(url, { method: "POST", body, redirect: "manual", signal }));
  const { access_token: token, expires_in: seconds } = answer.ok ? await answer.json() : {};
  if (typeof token !== "string") throw new Error(`The identity service gave no token (HTTP ${answer.status}).`);
  return { token, expiresOnTimestamp: asked + (Number(seconds) || 3600) * 1000 };
}

/**
 * Returns a signed JWT that proves who the client is (RFC 7523).
 *
 * @param {ClientCertificateCredential} credential @param {string} audience
 */
async function assertion({ clientId, certificate, privateKey }, audience) {
  const { subtle } = crypto;
  const now = Math.floor(Date.now() / 1000);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await subtle.importKey("pkcs8", bytesOf(privateKey), algorithm, false, ["sign"]);
  const x5t = base64Url(await subtle.digest("SHA-1", bytesOf(certificate)));
  const signed = [
    { alg: "RS256", typ: "JWT", x5t },
    { iss: clientId, sub: clientId, aud: audience, jti: crypto.randomUUID(), iat: now, exp: now + ASSERTION_S },
  ]
    .map((part) => base64Url(encode(JSON.stringify(part))))
    .join(".");
  return `${signed}.${base64Url(await subtle.sign(algorithm.name, key, encode(signed)))}`;
}

const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** Returns the bytes of a PEM file (RFC 7468). @param {string} pem */
const bytesOf = (pem) =>
  Uint8Array.from(atob(pem.replace(/-----[^-]*-----|\s/g, "")), (character) => character.charCodeAt(0));

/** @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
const base64Url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
