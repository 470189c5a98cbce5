// Finds the operation of the contract for a request, and rebuilds its URL from the parts.
import { Refusal } from "./refusal.js";

/**
 * @typedef {import("./contract-form.js").Contract} Contract
 * @typedef {import("./contract-form.js").ContractRequest} ContractRequest
 * @typedef {import("./contract-form.js").Item} Item
 *
 * @typedef {object} Operation A request that the contract has.
 * @property {ContractRequest} request
 * @property {Record<string, string>} names The names in its path, such as `project` and `job`.
 * @property {string} target Path and query for the service, encoded again.
 * @property {boolean} changes True if it changes something, or starts a job.
 * @property {(items?: Item[]) => string[]} known Returns the names of the items that the api-version has.
 */

/** @type {WeakMap<ContractRequest, RegExp>} */
const patterns = new WeakMap();

/**
 * A raw colon begins an action, such as `:export`, so no name has one.
 *
 * @param {ContractRequest} request
 */
function patternOf(request) {
  const known = patterns.get(request);
  if (known) return known;
  const literal = request.path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`^${literal.replace(/\{(\w+)\}/g, "(?<$1>[^/:]+)")}$`);
  patterns.set(request, pattern);
  return pattern;
}

/**
 * Reads the operation of a request.
 *
 * @param {Contract} contract
 * @param {string} method
 * @param {string} path The path below the route, as it was sent.
 * @param {URLSearchParams} search
 * @returns {Operation}
 */
export function readOperation(contract, method, path, search) {
  const version = search.get("api-version") ?? "";
  let isVersion = true;
  for (const { path: base, column = 0, versions } of contract.bases) {
    if (path !== base && !path.startsWith(`${base}/`)) continue;
    const bit = versions ? (Object.hasOwn(versions, version) ? versions[version] : 0) : 255;
    isVersion = bit > 0;
    if (!isVersion) continue;
    const has = (/** @type {number[] | undefined} */ masks) => !masks || (masks[column] & bit) > 0;
    const below = path.slice(base.length + 1);
    for (const request of contract.requests) {
      const found = (request.method ?? "GET") === method && has(request.has) && patternOf(request).exec(below);
      if (!found) continue;
      /** @type {Operation["known"]} */
      const known = (items = []) =>
        items.flatMap((item) =>
          typeof item === "string" ? item : has(/** @type {any} */ (item.slice(1))) ? item[0] : [],
        );
      const names = readNames(found.groups ?? {});
      const filled = request.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(names[name]));
      return {
        request,
        names,
        target: base + (filled && `/${filled}`) + readQuery(search, known(request.query), versions !== undefined),
        changes: method !== "GET" || request.stage === "submit",
        known,
      };
    }
  }
  throw isVersion
    ? new Refusal(404, "unknownOperation", "The service's contract has no such request.")
    : new Refusal(400, "unknownVersion", "Give an api-version of the service's contract.");
}

/** @param {Record<string, string>} groups */
function readNames(groups) {
  /** @type {Record<string, string>} */
  const names = {};
  for (const [name, raw] of Object.entries(groups)) {
    const text = decode(raw);
    // Systems behind the service may decode a name once more, so it must not look like a path then either. AvePoint
    // names objects by their paths, which have slashes.
    for (let deeper = text, last; deeper !== last;) {
      last = deeper;
      const parts = deeper.split(/[/\\]/);
      if ((parts.length > 1 && name !== "subject") || parts.some((part) => /^\.{1,2}$/.test(part)) || hasControl(last))
        throw new Refusal(400, "invalidName", `The ${name} in the path holds what no name may have.`);
      deeper = deeper.includes("%") ? decode(deeper, deeper) : deeper;
    }
    names[name] = text;
  }
  return names;
}

/** @param {string} text */
const hasControl = (text) => /[\0-\x1f\x7f]/.test(text);

/** @param {string} text @param {string} [otherwise] */
function decode(text, otherwise) {
  try {
    return decodeURIComponent(text);
  } catch {
    if (otherwise !== undefined) return otherwise;
    throw new Refusal(400, "invalidName", "The path is not encoded in UTF-8.");
  }
}

/**
 * Builds the query from the parameters that the contract has.
 *
 * @param {URLSearchParams} search @param {string[]} known
 * @param {boolean} hasVersion Whether the service has versions. AvePoint has none, and repeats the name of a list.
 */
function readQuery(search, known, hasVersion) {
  const seen = new Set();
  let query = "";
  for (const [name, value] of search) {
    if (!known.includes(name) && !(hasVersion && name === "api-version"))
      throw new Refusal(400, "unknownParameter", "The query has a parameter that the service's contract lacks.");
    if (hasVersion && seen.has(name))
      throw new Refusal(400, "repeatedParameter", `The query has the parameter ${name} twice.`);
    seen.add(name);
    query += `${query ? "&" : "?"}${name}=${encodeURIComponent(value)}`;
  }
  return query;
}
