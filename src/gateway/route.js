// A service behind the gateway, with the limits and readings that all its users share.
import { readCredential } from "./credential.js";
import { Lane } from "./lane.js";
import { Readings } from "./readings.js";

/**
 * @typedef {import("./contract-form.js").Contract} Contract
 *
 * @typedef {object} Shared The limits and readings that the routes to one resource share.
 * @property {Lane} reads
 * @property {Lane} submissions
 * @property {Lane} running
 * @property {number} floorMs How long to wait when too many jobs run.
 * @property {Readings} readings
 *
 * @typedef {object} Route
 * @property {string} name The name that the portal gave it.
 * @property {string} prefix Its path on the portal, without a slash at the end.
 * @property {string} service
 * @property {string} endpoint Without a slash at the end.
 * @property {import("./credential.js").Authorize} authorize
 * @property {() => Promise<{ contract: Contract, shared: Shared }>} open Loads the contract, once.
 */

/** The time for which a job counts as running if nobody follows it. */
const RUNNING_MS = 1_800_000;

/** The contracts. Each is loaded when its first request arrives. */
const contracts = {
  "azure-language": () => import("./contracts/azure-language.js"),
  "azure-language-runtime": () => import("./contracts/azure-language-runtime.js"),
  avepoint: () => import("./contracts/avepoint.js"),
};

/**
 * Reads the routes, the longest prefix first.
 *
 * @param {Record<string, import("./gateway-options.js").GatewayRoute>} routes
 * @param {(request: Request) => Promise<Response>} fetch
 * @returns {Route[]}
 */
export function readRoutes(routes, fetch) {
  /** @type {Record<string, Shared>} */
  const known = {};
  const read = Object.entries(routes).map(([name, route]) => {
    const { service: given } = route;
    const service = typeof given === "string" ? given : given.name;
    const prefix = name.replace(/\/+$/, "");
    if (!/^(\/[\w.~-]+)*$/.test(prefix)) throw new TypeError(`"${name}" is not a path such as "/language".`);
    if (typeof given === "string" && !Object.hasOwn(contracts, given))
      throw new TypeError(`${name}: there is no service "${service}".`);
    const url = readEndpoint(name, route.endpoint);
    const load = async () =>
      typeof given === "string"
        ? (await contracts[given]()).contract
        : (await import("./description.js")).contractOf(given);
    const endpoint = url.origin + url.pathname.replace(/\/+$/, "");
    /** @type {ReturnType<Route["open"]> | undefined} */
    let opened;
    return {
      name,
      prefix,
      service,
      endpoint,
      authorize: readCredential(route, url, fetch),
      open: () => {
        opened ??= load().then((contract) => ({
          contract,
          shared: (known[`${service} ${endpoint}`] ??= share({ ...contract.limits, ...route.limits })),
        }));
        // A failed load can be tried again.
        opened.catch(() => (opened = undefined));
        return opened;
      },
    };
  });
  return read.sort((one, other) => other.prefix.length - one.prefix.length);
}

/**
 * @param {import("./gateway-options.js").RouteLimits} limits
 * @returns {Shared}
 */
function share({ reads, submissions, running, floorMs = 0 }) {
  return {
    reads: new Lane(reads?.count, reads?.windowMs),
    submissions: new Lane(submissions?.count, submissions?.windowMs),
    running: new Lane(running, RUNNING_MS),
    floorMs,
    readings: new Readings(floorMs),
  };
}

/** @param {string} name @param {string} text */
function readEndpoint(name, text) {
  const url = URL.canParse(text) && new URL(text);
  const isLoopback = url && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  if (!url || url.username || url.search || url.protocol !== (isLoopback ? url.protocol : "https:"))
    throw new TypeError(`${name}: the endpoint must be an https: URL without a query.`);
  return url;
}
