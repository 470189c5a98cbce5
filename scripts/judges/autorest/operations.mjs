import { expectedOf } from "./expected.mjs";

/**
 * @typedef {object} LongRunningOperation
 * @property {string} id
 * @property {keyof typeof groups} group
 * @property {string} method
 * @property {string} path
 * @property {"location" | "azure-async-operation" | undefined} finalStateVia
 * @property {import("./expected.mjs").Expected} expected
 */

/** The groups of lro.json, in the order of the table. */
export const groups = {
  LROs: "normal",
  LRORetrys: "retry",
  LROsCustomHeader: "header",
  LROSADs: "errors",
};

/** The header that the operations of the group "header" demand from all requests. */
export const customHeader = { "x-ms-client-request-id": "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0" };

/**
 * Returns the long-running operations of an OpenAPI file.
 *
 * @param {Record<string, Record<string, any>>} paths
 * @returns {LongRunningOperation[]}
 */
export const operationsIn = (paths) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId: id, ...operation }]) =>
      operation["x-ms-long-running-operation"]
        ? [
            {
              id,
              group: id.split("_")[0],
              method: method.toUpperCase(),
              path,
              finalStateVia: operation["x-ms-long-running-operation-options"]?.["final-state-via"],
              expected: expectedOf(id),
            },
          ]
        : [],
    ),
  );
