// One operation of the test server, followed by one client, and the verdict.
import { isDeepStrictEqual } from "node:util";
import { cookieFetch } from "../cookies.mjs";
import { customHeader } from "./operations.mjs";

/**
 * @typedef {object} Outcome
 * @property {"succeeded" | "failed" | "cancelled" | "error"} end
 * @property {unknown} [resource]
 * @property {string} [reason]
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {(task: { url: string, method: string, headers: Record<string, string>,
 *   finalStateVia: "location" | "azure-async-operation" | undefined, fetch: any }) => Promise<Outcome>} follow
 */

/**
 * Returns what is wrong, or undefined.
 *
 * @param {Contender} contender
 * @param {import("./operations.mjs").LongRunningOperation} operation
 * @param {string} origin
 */
export async function judge({ follow }, { group, method, path, finalStateVia, expected }, origin) {
  const { fetch, requests } = cookieFetch();
  const headers = group === "LROsCustomHeader" ? customHeader : {};
  const outcome = await follow({ url: origin + path, method, headers, finalStateVia, fetch });
  const ended = outcome.reason ? `${outcome.end} (${outcome.reason})` : outcome.end;
  if (outcome.end !== expected.end) return `${ended} instead of ${expected.end}`;
  if (expected.resource !== undefined && !contains(outcome.resource, expected.resource))
    return `the resource is ${JSON.stringify(outcome.resource)}, not ${JSON.stringify(expected.resource)}`;
  if (expected.requests !== undefined && requests.length !== expected.requests)
    return `${requests.length} requests instead of ${expected.requests}`;
  return undefined;
}

/**
 * Returns whether a value has all members of another one.
 * @param {any} value @param {any} members @returns {boolean}
 */
function contains(value, members) {
  if (typeof members !== "object" || members === null) return isDeepStrictEqual(value, members);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(members) && (!Array.isArray(value) || value.length !== members.length)) return false;
  return Object.entries(members).every(([name, member]) => contains(value[name], member));
}
