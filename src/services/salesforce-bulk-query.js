/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "salesforce-bulk-query",
  title: "Salesforce: Bulk API 2.0 queries",
  sources: [
    "https://developer.salesforce.com/docs/platform/api-asynch/guide/query-bulk-api-2-0.html",
    "https://developer.salesforce.com/docs/platform/api-asynch/guide/query-create-job.html",
    "https://developer.salesforce.com/docs/platform/api-asynch/guide/query-get-job-results.html",
    "https://developer.salesforce.com/docs/platform/api-asynch/guide/query-abort-job.html",
  ],
  readOn: "2026-11-28",
  credential: { kind: "bearer" },
  operations: {
    query: {
      submit: {
        method: "POST",
        path: "/jobs/query",
        parameters: {
          query: { in: "body", required: true, about: "The query, in SOQL." },
          selection: {
            in: "body",
            name: "operation",
            oneOf: ["query", "queryAll"],
            default: "query",
            about: "queryAll also finds deleted records.",
          },
          columnDelimiter: {
            in: "body",
            oneOf: ["BACKQUOTE", "CARET", "COMMA", "PIPE", "SEMICOLON", "TAB"],
            about: "What separates columns. Default: COMMA.",
          },
          lineEnding: { in: "body", oneOf: ["LF", "CRLF"], about: "What ends a line. Default: LF." },
        },
      },
      job: { id: [{ body: "/id" }], url: [{ path: "/jobs/query/{id}" }] },
      status: {
        state: [{ body: "/state" }],
        states: {
          UploadComplete: "notStarted",
          InProgress: "running",
          JobComplete: "succeeded",
          Failed: "failed",
          Aborted: "cancelled",
        },
        message: [{ body: "/errorMessage" }],
        createdAt: [{ body: "/createdDate" }],
        updatedAt: [{ body: "/systemModstamp" }],
        errors: [{ body: "", code: "/errorCode" }],
      },
      result: {
        files: [{ path: "{job}/results" }],
        headers: { Accept: "text/csv" },
        // Each page has the header row. The locator of the last page is the text "null".
        pages: { next: [{ header: "sforce-locator", none: ["null"] }], query: "locator" },
        contentType: "text/csv",
        name: "{id}.csv",
      },
      cancel: { method: "PATCH", body: { state: "Aborted" } },
    },
  },
  pace: { firstMs: 1000, intervalMs: 2000, maxIntervalMs: 60_000, timeoutMs: 21_600_000 },
};
