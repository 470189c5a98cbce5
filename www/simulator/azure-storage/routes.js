/**
 * Reads a URL of a storage account.
 *
 * @typedef {object} StorageOperation
 * @property {"azure-storage"} service
 * @property {"submit" | "read"} place
 * @property {string} name
 * @property {false} hasJob
 * @property {string} permissions The signature's `sp` needs one of these. Empty: no operation has the method.
 * @property {string} origin The origin of the account.
 * @property {import("./accounts.js").Account} account
 * @property {string} container
 * @property {string} blob The whole name, including slashes.
 */

export const storageOperationNames = [
  "getContainerProperties",
  "listBlobs",
  "getBlob",
  "getBlobProperties",
  "putBlob",
  "putBlobFromUrl",
];

/**
 * @param {Pick<import("../arrival.js").Arrival, "url" | "method" | "query"> & { headers?: Headers }} arrival
 * @param {import("./accounts.js").Accounts} accounts
 * @returns {StorageOperation | undefined}
 */
export function readRoute({ url, method, query, headers }, accounts) {
  const found = accounts.find(url);
  if (!found) return undefined;
  const { account, origin, path } = found;
  const [container, ...rest] = path.split("/").map(decode);
  const blob = rest.join("/");
  const [name, permissions] = nameOf(method, blob === "" ? (query.get("comp") ?? "container") : "blob", headers);
  const place = method === "GET" || method === "HEAD" ? "read" : "submit";
  return { service: "azure-storage", place, name, hasJob: false, permissions, origin, account, container, blob };
}

/** @param {string} method @param {string} what @param {Headers} [headers] @returns {[name: string, permissions: string]} */
function nameOf(method, what, headers) {
  switch (`${method} ${what}`) {
    case "GET container":
    case "HEAD container":
      return ["getContainerProperties", "rl"];
    case "GET list":
      return ["listBlobs", "l"];
    case "GET blob":
      return ["getBlob", "r"];
    case "HEAD blob":
      return ["getBlobProperties", "r"];
    case "PUT blob":
      return [headers?.has("x-ms-copy-source") ? "putBlobFromUrl" : "putBlob", "wc"];
    default:
      return ["", ""];
  }
}

/** @param {string} text A malformed escape stays unchanged. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
