// Descriptions of invented services, for tests. Together they have every member.

/** @typedef {import("export-jobs/services").ServiceDescription} ServiceDescription */

/** @type {ServiceDescription} Reports with a signed file, in the manner of Intune. */
export const reports = {
  name: "reports",
  title: "Reports",
  sources: ["https://reports.example/docs"],
  readOn: "2026-11-27",
  endpoint: "https://reports.example/v1.0",
  credential: { kind: "bearer", scope: "https://reports.example/.default" },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/jobs",
        headers: { Prefer: "respond-async" },
        query: { trace: "1" },
        parameters: {
          reportName: { in: "body", required: true, most: 40, about: "The report." },
          format: { in: "body", kind: "text", oneOf: ["csv", "json"], default: "csv" },
          select: { in: "body", kind: "texts" },
        },
        success: [201],
        doneAt: [200],
        repeatAfter: [503],
      },
      job: { id: [{ body: "/id" }], url: [{ path: "/jobs/{id}" }], moves: false },
      status: {
        state: [{ body: "/status" }, { http: { 202: "running" } }],
        states: { inProgress: "running", completed: "succeeded", failed: "failed" },
        failedWhen: [{ body: "/error" }],
        retryableWhen: [{ header: "retry-after" }],
        percent: [{ body: "/percentComplete" }],
        expiresAt: [{ body: "/expires", none: ["0001-01-01T00:00:00Z"] }],
        errors: [{ body: "/error", code: "/code", message: "/message", target: "/target" }],
        retryAfter: [{ header: "retry-after" }],
      },
      result: {
        files: [{ body: "/url" }],
        credential: "none",
        renew: "status",
        pages: null,
        contentType: "application/zip",
        name: "{reportName}.zip",
      },
      cancel: { method: "DELETE", url: "job", gone: "cancelled" },
    },
  },
  limits: { submissionsPerMinute: 60, readsPerMinute: 100, running: 5 },
  pace: { firstMs: 0, intervalMs: 1000, maxIntervalMs: 60_000, timeoutMs: 3_600_000 },
};

/** @type {ServiceDescription} A bulk query with pages, a list of files, and every member that is not in `reports`. */
export const bulk = {
  name: "bulk",
  endpoint: "https://bulk.example",
  credential: { kind: "header", name: "X-Api-Key", prefix: "Key " },
  operations: {
    query: {
      submit: {
        method: "POST",
        path: "/{version}/graphql",
        body: { query: "mutation { run }", variables: { q: "{query}" } },
        contentType: "application/json",
        parameters: {
          version: { in: "path", default: "v1" },
          query: { in: "body", required: true },
          types: { in: "query", kind: "texts", join: ",", name: "_type" },
        },
        failedWhen: [{ body: "/userErrors" }],
        errors: [{ body: "/userErrors/*" }],
      },
      job: {
        id: [{ body: "/id" }],
        url: [{ header: "content-location" }, { path: "/{version}/jobs/{id}" }],
        moves: true,
      },
      status: {
        method: "POST",
        headers: { "X-Job": "{id}" },
        query: { token: "{id}" },
        body: { id: "{id}" },
        state: [{ body: "/done" }, { header: "x-state" }],
        states: { true: "succeeded", false: "running", gone: "expired" },
        id: [{ body: "/id" }],
        absent: "running",
        transientWhen: [{ body: "/issue/*/code", is: ["transient", 1, true] }],
        cancelledWhen: [{ http: [409] }],
        partialWhen: [{ body: "/failures" }],
        remaining: [{ body: "/seconds" }],
        message: [{ header: "x-progress" }],
        createdAt: [{ body: "/created" }],
        updatedAt: [{ body: "/updated" }],
        warnings: [{ body: "/warnings/*" }],
      },
      result: {
        via: [{ body: "/document" }, { header: "location", of: "submission" }, { request: "url" }],
        files: [{ body: "/output/*/url" }, { path: "{job}/results" }],
        names: [{ body: "/output/*/type" }],
        credential: { body: "/requiresAccessToken" },
        headers: { Accept: "text/csv" },
        pages: { next: [{ header: "x-locator", none: ["null"] }], query: "locator" },
        name: "{name}.ndjson",
      },
      cancel: {
        method: "PATCH",
        url: "{job}/state",
        headers: { "If-Match": "*" },
        body: { id: "{id}" },
        success: [204],
      },
    },
    inline: {
      submit: { method: "PUT" },
      job: { url: [{ header: "location" }] },
      status: { state: [{ http: { 202: "running", 200: "succeeded" } }] },
      result: { inline: [{ body: "" }] },
    },
  },
  limits: { submissionsPerDay: 30 },
};
