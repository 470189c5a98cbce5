/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "hubspot-exports",
  title: "HubSpot: exports of the CRM",
  sources: [
    "https://developers.hubspot.com/docs/api-reference/latest/crm/exports/get-export-status",
    "https://developers.hubspot.com/docs/api/crm/exports",
  ],
  readOn: "2026-11-28",
  endpoint: "https://api.hubapi.com",
  credential: { kind: "bearer" },
  operations: {
    export: {
      submit: {
        method: "POST",
        path: "/crm/exports/2026-03/export/async",
        parameters: {
          exportType: {
            in: "body",
            required: true,
            oneOf: ["VIEW", "LIST"],
            about: "A view of an index page, or a list.",
          },
          exportName: { in: "body", required: true, about: "The name of the export." },
          format: { in: "body", required: true, oneOf: ["CSV", "XLSX", "XLS"], about: "The format of the file." },
          language: { in: "body", default: "EN", about: "The language of the file." },
          objectType: { in: "body", required: true, about: "The kind of records, such as CONTACT." },
          objectProperties: { in: "body", kind: "texts", required: true, about: "The properties of the records." },
          associatedObjectType: { in: "body", kind: "json", about: "The kinds of associated records." },
          listId: { in: "body", about: "The list, for LIST." },
          publicCrmSearchRequest: { in: "body", kind: "json", about: "Filters and sorting, for VIEW." },
        },
      },
      job: {
        id: [{ body: "/id" }],
        url: [{ path: "/crm/exports/2026-03/export/async/tasks/{id}/status" }],
        project: "exportName",
      },
      status: {
        state: [{ body: "/status" }],
        states: { PENDING: "notStarted", PROCESSING: "running", COMPLETE: "succeeded", CANCELED: "cancelled" },
        partialWhen: [{ body: "/numErrors" }],
        createdAt: [{ body: "/requestedAt" }],
        errors: [{ body: "/errors", code: "/category" }],
      },
      result: {
        // The address is valid for five minutes and needs no token. Each reading of the status has a new one.
        files: [{ body: "/result" }],
        credential: "none",
        renew: "status",
      },
    },
  },
  limits: { submissionsPerDay: 30, running: 1 },
  pace: { firstMs: 1000, intervalMs: 2000, maxIntervalMs: 60_000 },
};
