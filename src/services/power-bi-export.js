/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "power-bi-export",
  title: "Power BI: export of a report to a file",
  sources: [
    "https://learn.microsoft.com/en-us/rest/api/power-bi/reports/export-to-file-in-group",
    "https://learn.microsoft.com/en-us/rest/api/power-bi/reports/get-export-to-file-status-in-group",
    "https://learn.microsoft.com/en-us/power-bi/developer/embedded/export-to",
  ],
  readOn: "2026-11-28",
  endpoint: "https://api.powerbi.com/v1.0/myorg",
  credential: { kind: "bearer", scope: "https://analysis.windows.net/powerbi/api/.default" },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/groups/{group}/reports/{report}/ExportTo",
        parameters: {
          group: { in: "path", about: "The id of the workspace." },
          report: { in: "path", about: "The id of the report." },
          format: {
            in: "body",
            required: true,
            oneOf: ["PDF", "PPTX", "PNG", "IMAGE", "XLSX", "DOCX", "CSV", "XML", "MHTML", "ACCESSIBLEPDF"],
            about: "The format. Reports have PDF, PPTX and PNG, paginated reports the others.",
          },
          powerBIReportConfiguration: { in: "body", kind: "json", about: "Pages, filters and bookmarks of a report." },
          paginatedReportConfiguration: { in: "body", kind: "json", about: "Settings of a paginated report." },
        },
      },
      job: {
        id: [{ body: "/id" }],
        url: [{ path: "/groups/{group}/reports/{report}/exports/{id}" }],
        project: "report",
      },
      status: {
        state: [{ body: "/status" }],
        states: { NotStarted: "notStarted", Running: "running", Succeeded: "succeeded", Failed: "failed" },
        // A failure with Retry-After says that the capacity was busy. The whole job may be submitted again.
        retryableWhen: [{ header: "retry-after" }],
        percent: [{ body: "/percentComplete" }],
        createdAt: [{ body: "/createdDateTime" }],
        updatedAt: [{ body: "/lastActionDateTime" }],
        expiresAt: [{ body: "/expirationTime" }],
      },
      result: { files: [{ path: "{job}/file" }] },
    },
  },
  pace: { firstMs: 2000, intervalMs: 5000, maxIntervalMs: 60_000 },
};
