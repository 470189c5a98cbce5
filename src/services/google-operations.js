/** @type {Omit<import("../types/declared/description.js").OperationDescription, "submit">} */
const followed = {
  job: {
    // The name is a path, such as projects/contoso/operations/7.
    id: [{ body: "/name" }],
    url: [{ path: "/{+id}" }],
  },
  status: {
    state: [{ body: "/done" }],
    states: { true: "succeeded", false: "running" },
    // The JSON of protocol buffers leaves out what is false.
    absent: "running",
    // Code 1 of google.rpc.Code is CANCELLED.
    cancelledWhen: [{ body: "/error/code", is: [1] }],
    failedWhen: [{ body: "/error" }],
    percent: [{ body: "/metadata/progressPercent" }, { body: "/metadata/progressPercentage" }],
    createdAt: [{ body: "/metadata/createTime" }, { body: "/metadata/common/startTime" }],
    errors: [{ body: "/error", code: "/code" }],
  },
  result: { inline: [{ body: "/response" }] },
  cancel: { method: "POST", url: "{job}:cancel", body: {} },
};

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "google-operations",
  title: "Google Cloud: long-running operations",
  sources: [
    "https://cloud.google.com/dataplex/docs/reference/rpc/google.longrunning",
    "https://google.aip.dev/151",
    "https://cloud.google.com/datastore/docs/reference/admin/rest/v1/projects/export",
  ],
  readOn: "2026-11-28",
  credential: { kind: "bearer", scope: "https://www.googleapis.com/auth/cloud-platform" },
  operations: {
    exportEntities: {
      submit: {
        method: "POST",
        path: "/projects/{project}:export",
        parameters: {
          project: { in: "path", about: "The id of the project." },
          outputUrlPrefix: { in: "body", required: true, about: "Where the files go: gs://bucket/path." },
          entityFilter: { in: "body", kind: "json", about: "The kinds and namespaces. Default: all." },
          labels: { in: "body", kind: "json", about: "Labels of the operation." },
        },
      },
      ...followed,
      job: { ...followed.job, project: "project" },
    },
    // Any other request that answers with an operation.
    operation: { submit: { method: "POST" }, ...followed },
  },
  pace: { firstMs: 1000, intervalMs: 2000, maxIntervalMs: 60_000, timeoutMs: 14_400_000 },
};
