/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "intune-reports",
  title: "Microsoft Intune: reports",
  sources: [
    "https://learn.microsoft.com/en-us/mem/intune/fundamentals/reports-export-graph-apis",
    "https://learn.microsoft.com/en-us/graph/api/resources/intune-reporting-devicemanagementexportjob",
  ],
  readOn: "2026-11-28",
  endpoint: "https://graph.microsoft.com/v1.0",
  credential: { kind: "bearer", scope: "https://graph.microsoft.com/.default" },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/deviceManagement/reports/exportJobs",
        parameters: {
          reportName: { in: "body", required: true, most: 2000, about: "The name of the report, such as Devices." },
          filter: { in: "body", most: 2000, about: "A filter on columns, such as (OwnerType eq '1')." },
          select: { in: "body", kind: "texts", most: 256, about: "The columns. Default: those of the report." },
          format: { in: "body", oneOf: ["csv", "json", "pdf"], about: "The format. Default: csv." },
          localizationType: {
            in: "body",
            oneOf: ["localizedValuesAsAdditionalColumn", "replaceLocalizableValues"],
            about: "Where translated values go. Default: into a column of their own.",
          },
          snapshotId: { in: "body", about: "The id of a cached report, for reports that have one." },
        },
      },
      job: {
        id: [{ body: "/id" }],
        url: [{ path: "/deviceManagement/reports/exportJobs('{id}')" }],
        project: "reportName",
      },
      status: {
        state: [{ body: "/status" }],
        states: { notStarted: "notStarted", inProgress: "running", completed: "succeeded", failed: "failed" },
        createdAt: [{ body: "/requestDateTime" }],
        expiresAt: [{ body: "/expirationDateTime", none: ["0001-01-01T00:00:00Z"] }],
      },
      result: {
        // A signed address of Azure Storage, which refuses a request with a second credential.
        files: [{ body: "/url" }],
        credential: "none",
        renew: "status",
        contentType: "application/zip",
        name: "{reportName}.zip",
      },
      cancel: { method: "DELETE", gone: "cancelled" },
    },
  },
  // For an app. A tenant has 100, and a user 8.
  limits: { submissionsPerMinute: 48 },
  pace: { intervalMs: 2000, maxIntervalMs: 30_000 },
};
