/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "auth0-user-exports",
  title: "Auth0: export of users",
  sources: [
    "https://auth0.com/docs/manage-users/user-migration/bulk-user-exports",
    "https://auth0.com/docs/api/management/v2/jobs/post-users-exports",
    "https://auth0.com/docs/api/management/v2/jobs/get-jobs-by-id",
  ],
  readOn: "2026-11-28",
  credential: { kind: "bearer" },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/jobs/users-exports",
        parameters: {
          connection: { in: "body", name: "connection_id", about: "The id of the connection. Default: all users." },
          format: { in: "body", oneOf: ["csv", "json"], about: "The format. Default: json, one user a line." },
          limit: { in: "body", kind: "whole", about: "The most users." },
          fields: { in: "body", kind: "json", about: "The fields: a list of objects with name and export_as." },
        },
      },
      job: { id: [{ body: "/id" }], url: [{ path: "/jobs/{id}" }], project: "connection" },
      status: {
        state: [{ body: "/status" }],
        states: { pending: "notStarted", processing: "running", completed: "succeeded", failed: "failed" },
        percent: [{ body: "/percentage_done" }],
        remaining: [{ body: "/time_left_seconds" }],
        message: [{ body: "/status_details" }],
        createdAt: [{ body: "/created_at" }],
        errors: [{ body: "", code: "/errorCode" }],
      },
      // A signed address of a storage.
      result: { files: [{ body: "/location" }], credential: "none", renew: "status" },
    },
  },
  pace: { firstMs: 1000, intervalMs: 2000, maxIntervalMs: 60_000 },
};
