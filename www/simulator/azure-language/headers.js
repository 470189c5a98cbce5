import { newGuid } from "../ids.js";

/**
 * The headers, as recorded.
 *
 * @typedef {import("../service.js").World} World
 * @typedef {import("../arrival.js").Arrival} Arrival
 * @typedef {import("./routes.js").AuthoringOperation} AuthoringOperation
 */

/** @param {World} world @param {Arrival} arrival @returns {Record<string, string>} */
export const gatewayHeaders = ({ random }, { at }) => ({
  "apim-request-id": newGuid(random),
  Date: new Date(at).toUTCString(),
});

/** @param {World} world @param {Arrival} arrival @param {AuthoringOperation} operation @returns {Record<string, string>} */
export function serviceHeaders(world, arrival, { family, older }) {
  const gateway = gatewayHeaders(world, arrival);
  const everywhere = {
    ...gateway,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "x-envoy-upstream-service-time": String(13 + Math.floor(60 * world.random())),
  };
  // The recordings of question answering's 2021-10-01 expose no header, so a page cannot read its operation-location.
  if (family === "query-knowledgebases" && older) return everywhere;
  return {
    "Access-Control-Expose-Headers": "*",
    ...everywhere,
    "request-id": gateway["apim-request-id"],
    "x-ms-region": world.resources.regionOf(arrival.url.origin),
  };
}
