/**
 * The words of a monitor and of `provisioningState`. Any other word is a job that still runs: "anything else" may come.
 *
 * @type {import("../types/declared/description.js").StatusDescription["states"]}
 */
const states = {
  Succeeded: "succeeded",
  Failed: "failed",
  Canceled: "cancelled",
  NotStarted: "notStarted",
  Accepted: "running",
  Created: "running",
  Creating: "running",
  Deleting: "running",
  InProgress: "running",
  Provisioning: "running",
  Running: "running",
  Updating: "running",
};

/**
 * A status monitor, which has nothing but its body.
 *
 * @type {import("../types/declared/description.js").StatusDescription}
 */
const monitor = { state: [{ body: "/status" }], states, percent: [{ body: "/percentComplete" }] };

/**
 * A Location: the state of the resource, or else the HTTP status.
 *
 * @type {import("../types/declared/description.js").StatusDescription}
 */
const location = {
  state: [
    { body: "/properties/provisioningState" },
    { http: { 202: "running", 200: "succeeded", 201: "succeeded", 204: "succeeded" } },
  ],
  states,
};

/**
 * The resource itself. "If no value is returned for provisioningState, the operation finished and succeeded." Without a
 * body there is no resource.
 *
 * @type {import("../types/declared/description.js").StatusDescription}
 */
const resource = {
  state: [
    { body: "/properties/provisioningState" },
    { http: { 202: "running", 200: "succeeded", 201: "succeeded" }, json: true },
    { http: { 202: "running", 204: "succeeded" } },
  ],
  states,
};

/** @type {import("../types/declared/description.js").ResultDescription} */
const lastAnswer = { inline: [{ body: "" }] };

/** @type {import("../types/declared/description.js").ResultDescription} */
const ofResource = { via: [{ request: "url" }], inline: [{ body: "" }] };

/** @param {string} whose @returns {import("../types/declared/description.js").JobPlaces["url"]} */
const headers = (whose) => [
  { header: "azure-asyncoperation", operation: `${whose}Monitor` },
  { header: "location", operation: `${whose}Location` },
];

/** The parts that follow a job after its submission. @type {import("../types/declared/description.js").JobPlaces} */
const moving = { url: [{ header: "location" }], moves: true };
/** @type {import("../types/declared/description.js").JobPlaces} */
const movingMonitor = { url: [{ header: "azure-asyncoperation" }], moves: true };

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "azure-resource-manager",
  title: "Azure Resource Manager: asynchronous operations",
  sources: [
    "https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/async-operations",
    "https://github.com/Azure/autorest/tree/main/docs/extensions#x-ms-long-running-operation-options",
    "https://learn.microsoft.com/en-us/rest/api/resources/resource-groups/export-template",
  ],
  readOn: "2026-11-28",
  endpoint: "https://management.azure.com",
  credential: { kind: "bearer", scope: "https://management.azure.com/.default" },
  operations: {
    exportTemplate: {
      submit: {
        method: "POST",
        path: "/subscriptions/{subscription}/resourcegroups/{group}/exportTemplate",
        parameters: {
          subscription: { in: "path", about: "The id of the subscription." },
          group: { in: "path", about: "The name of the resource group." },
          resources: { in: "body", kind: "texts", default: ["*"], about: "The ids of the resources. Default: all." },
          options: { in: "body", about: "Options, such as SkipAllParameterization." },
          apiVersion: { in: "query", name: "api-version", default: "2025-04-01", about: "The version of the API." },
        },
        doneAt: [200],
      },
      job: { url: headers("post"), project: "group" },
      status: location,
      result: lastAnswer,
    },
    // The caller's own requests: one operation for each method.
    put: {
      submit: { method: "PUT", doneAt: [200, 201, 204], repeatAfter: [500, 502, 503, 504] },
      job: { url: [...headers("put"), { request: "url" }] },
      status: resource,
      result: lastAnswer,
    },
    patch: {
      submit: { method: "PATCH", doneAt: [200, 201, 204] },
      job: { url: [...headers("put"), { request: "url" }] },
      status: resource,
      result: lastAnswer,
    },
    post: {
      submit: { method: "POST", doneAt: [200, 201, 204] },
      job: { url: headers("post") },
      status: location,
      result: lastAnswer,
    },
    delete: {
      submit: { method: "DELETE", doneAt: [200, 204], repeatAfter: [500, 502, 503, 504] },
      job: { url: headers("delete") },
      status: location,
      result: lastAnswer,
    },
    // The rules for following jobs, by the header that names them.
    putMonitor: { submit: { method: "PUT" }, job: movingMonitor, status: monitor, result: ofResource },
    putLocation: { submit: { method: "PUT" }, job: moving, status: location, result: lastAnswer },
    postMonitor: {
      submit: { method: "POST" },
      job: movingMonitor,
      status: monitor,
      // "A final GET will be done" at the Location. Without one, the monitor itself has the result. Where a service's
      // `final-state-via` is azure-async-operation, leave out `via`.
      result: { via: [{ header: "location", of: "submission" }], inline: [{ body: "" }] },
    },
    postLocation: { submit: { method: "POST" }, job: moving, status: location, result: lastAnswer },
    deleteMonitor: { submit: { method: "DELETE" }, job: movingMonitor, status: monitor },
    deleteLocation: { submit: { method: "DELETE" }, job: moving, status: location, result: lastAnswer },
  },
  pace: { intervalMs: 1000, maxIntervalMs: 60_000, timeoutMs: 14_400_000 },
};
