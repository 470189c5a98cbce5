/** @type {import("../types/declared/description.js").StatusDescription} */
const status = {
  state: [{ body: "/status" }],
  states: {
    NotStarted: "notStarted",
    Running: "running",
    Succeeded: "succeeded",
    Failed: "failed",
    Canceled: "cancelled",
  },
  percent: [{ body: "/percentComplete" }],
  errors: [{ body: "/error" }],
};

/** @type {Omit<import("../types/declared/description.js").OperationDescription, "submit">} */
const followed = {
  job: { id: [{ body: "/id" }], url: [{ header: "operation-location" }, { path: "/operations/{id}" }] },
  status,
  result: { inline: [{ body: "/result" }] },
  cancel: { method: "POST", url: "{job}:cancel" },
};

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "azure-operation-location",
  title: "Services that follow Azure's guidelines for the data plane",
  sources: [
    "https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#long-running-operations--jobs",
    "https://github.com/microsoft/api-guidelines/blob/vNext/azure/ConsiderationsForServiceDesign.md#long-running-operations",
  ],
  readOn: "2026-11-28",
  credential: { kind: "header", name: "api-key" },
  operations: {
    // The caller's own requests.
    post: { submit: { method: "POST" }, ...followed },
    put: { submit: { method: "PUT", repeatAfter: [500, 502, 503, 504] }, ...followed },
    delete: { submit: { method: "DELETE", repeatAfter: [500, 502, 503, 504] }, ...followed, result: undefined },
  },
  pace: { intervalMs: 1000, maxIntervalMs: 60_000 },
};
