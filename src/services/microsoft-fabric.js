/** @type {import("../types/declared/description.js").StatusDescription} */
const status = {
  state: [{ body: "/status" }],
  // "Undefined" is in the list, too. It is not an end.
  states: { NotStarted: "notStarted", Running: "running", Succeeded: "succeeded", Failed: "failed" },
  percent: [{ body: "/percentComplete" }],
  createdAt: [{ body: "/createdTimeUtc" }],
  updatedAt: [{ body: "/lastUpdatedTimeUtc" }],
  errors: [
    { body: "/error", code: "/errorCode" },
    { body: "", code: "/errorCode" },
  ],
};

/** @type {import("../types/declared/description.js").JobPlaces} */
const job = {
  id: [{ header: "x-ms-operation-id" }],
  // The Location of a state that has ended is that of the result, so the job does not move.
  url: [{ path: "/operations/{id}" }],
};

/** An operation that was done at once has its result in the first answer. @type {import("../types/declared/description.js").ResultDescription} */
const result = { via: [{ path: "/operations/{id}/result" }], inline: [{ body: "" }] };

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "microsoft-fabric",
  title: "Microsoft Fabric: long-running operations",
  sources: [
    "https://learn.microsoft.com/en-us/rest/api/fabric/articles/long-running-operation",
    "https://learn.microsoft.com/en-us/rest/api/fabric/core/long-running-operations/get-operation-state",
    "https://learn.microsoft.com/en-us/rest/api/fabric/core/long-running-operations/get-operation-result",
    "https://learn.microsoft.com/en-us/rest/api/fabric/core/items/get-item-definition",
  ],
  readOn: "2026-11-28",
  endpoint: "https://api.fabric.microsoft.com/v1",
  credential: { kind: "bearer", scope: "https://api.fabric.microsoft.com/.default" },
  operations: {
    getDefinition: {
      submit: {
        method: "POST",
        path: "/workspaces/{workspace}/items/{item}/getDefinition",
        parameters: {
          workspace: { in: "path", about: "The id of the workspace." },
          item: { in: "path", about: "The id of the item." },
          format: { in: "query", about: "The format of the definition." },
        },
        doneAt: [200],
      },
      job: { ...job, project: "item" },
      status,
      result: { ...result, contentType: "application/json" },
    },
    operation: {
      // Any other operation, with the caller's own request.
      submit: { method: "POST", doneAt: [200, 201] },
      job,
      status,
      result,
    },
  },
  pace: { intervalMs: 2000, maxIntervalMs: 60_000 },
};
