import { md5 } from "../files/md5.js";

/**
 * Storage accounts: containers with blobs, protected by shared access signatures. Plain data, so that a page can
 * store it.
 *
 * @typedef {object} Blob
 * @property {string} content Base64.
 * @property {string} contentType
 * @property {number} createdAt Milliseconds since the epoch.
 * @property {number} modifiedAt
 *
 * @typedef {object} Account
 * @property {Record<string, Record<string, Blob>>} containers The containers by name, with their blobs by name.
 * @property {string[]} sas The accepted query strings, without a question mark.
 * @property {string[]} languageOrigins The Language resources that use this storage.
 *
 * @typedef {object} AccountSeed
 * @property {string} origin `https://contosowest.blob.core.windows.net`; a path may follow, as in an emulator.
 * @property {Record<string, Record<string, string | Uint8Array>>} containers The containers by name, with the text or bytes of their blobs by name.
 * @property {string | string[]} [sas] The accepted shared access signatures, `DEMO_SAS` by default. If they contain
 * `sp` (permissions) or `se` (expiry), these are enforced.
 * @property {string[]} [languageOrigins] The Language resources that use this storage. An import of custom text into
 * them needs one of its containers.
 *
 * @typedef {Record<string, Account>} SavedAccounts By origin.
 */

export const DEMO_SAS = "sv=2024-11-04&ss=b&srt=sco&sp=rwcl&sig=demo";

export class Accounts {
  /** @type {Map<string, Account>} */
  #accounts = new Map();

  /** @param {AccountSeed} seed @param {number} now */
  add({ origin, containers, sas = DEMO_SAS, languageOrigins = [] }, now) {
    const blobs = (/** @type {Record<string, string | Uint8Array>} */ given) =>
      Object.fromEntries(Object.entries(given).map(([name, content]) => [name, newBlob(content, now)]));
    this.#accounts.set(origin.replace(/\/$/, ""), {
      containers: Object.fromEntries(Object.entries(containers).map(([name, given]) => [name, blobs(given)])),
      sas: [sas].flat().map((query) => query.replace(/^\?/, "")),
      languageOrigins,
    });
  }

  /**
   * Finds the account of a URL, and the rest of the path.
   *
   * @param {URL} url
   * @returns {{ origin: string, account: Account, path: string } | undefined}
   */
  find({ origin: host, pathname }) {
    for (const [origin, account] of this.#accounts)
      if (`${host}${pathname}`.startsWith(`${origin}/`))
        return { origin, account, path: `${host}${pathname}`.slice(origin.length + 1) };
    return undefined;
  }

  /** @param {string} origin */
  at(origin) {
    return this.#accounts.get(origin);
  }

  /**
   * Returns the storage of a Language resource, if it is simulated.
   * @param {string} languageOrigin
   */
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

/**
 * Returns the ETag, which changes with every write.
 * @param {Blob} blob
 */
export function etagOf({ content, modifiedAt }) {
  const digest = md5(new TextEncoder().encode(`${modifiedAt} ${content}`));
  return `0x8D${Array.from(digest.slice(0, 6), (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase()}`;
}
