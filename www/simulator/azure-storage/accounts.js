/**
 * Storage accounts: containers with blobs, each behind a shared access signature.
 *
 * @typedef {object} Blob
 * @property {string} content Base64, so that a page can store it.
 * @property {string} contentType
 * @property {number} createdAt Milliseconds since the epoch.
 * @property {number} modifiedAt
 *
 * @typedef {object} Account
 * @property {Record<string, Record<string, Blob>>} containers By name; their blobs, too.
 * @property {string} sas The only query string that opens it: "sv=…&sig=…".
 * @property {string[]} languageOrigins The Language resources whose storage it is.
 *
 * @typedef {object} AccountSeed
 * @property {string} origin `https://contosowest.blob.core.windows.net`.
 * @property {Record<string, Record<string, string | Uint8Array>>} containers By name, then by blob: the text or bytes.
 * @property {string} [sas] "sv=2024-11-04&ss=b&srt=sco&sp=rwl&sig=demo" by default.
 * @property {string[]} [languageOrigins] The Language resources whose storage it is: their imports then need a container of it.
 *
 * @typedef {Record<string, Account>} SavedAccounts By origin.
 */

const DEFAULT_SAS = "sv=2024-11-04&ss=b&srt=sco&sp=rwl&sig=demo";

export class Accounts {
  /** @type {Map<string, Account>} */
  #accounts = new Map();

  /** @param {AccountSeed} seed @param {number} now */
  add({ origin, containers, sas = DEFAULT_SAS, languageOrigins = [] }, now) {
    const blobs = (/** @type {Record<string, string | Uint8Array>} */ given) =>
      Object.fromEntries(Object.entries(given).map(([name, content]) => [name, newBlob(content, now)]));
    this.#accounts.set(origin, {
      containers: Object.fromEntries(Object.entries(containers).map(([name, given]) => [name, blobs(given)])),
      sas: sas.replace(/^\?/, ""),
      languageOrigins,
    });
  }

  /** @param {string} origin */
  at(origin) {
    return this.#accounts.get(origin);
  }

  /** The storage of a Language resource, when it is simulated. @param {string} languageOrigin */
  ofResource(languageOrigin) {
    return [...this.#accounts.values()].find(({ languageOrigins }) => languageOrigins.includes(languageOrigin));
  }

  clear() {
    this.#accounts.clear();
  }

  /** @returns {SavedAccounts} */
  save() {
    return structuredClone(Object.fromEntries(this.#accounts));
  }

  /** @param {SavedAccounts} saved */
  load(saved) {
    for (const [origin, account] of Object.entries(structuredClone(saved))) this.#accounts.set(origin, account);
  }
}

/** @param {string | Uint8Array} content @param {number} at @param {string} [contentType] @returns {Blob} */
export const newBlob = (content, at, contentType = "application/octet-stream") => ({
  content: toBase64(typeof content === "string" ? new TextEncoder().encode(content) : content),
  contentType,
  createdAt: at,
  modifiedAt: at,
});

/** @param {Blob} blob */
export const bytesOf = ({ content }) => Uint8Array.from(atob(content), (character) => character.charCodeAt(0));

/** @param {Uint8Array} bytes */
export const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
