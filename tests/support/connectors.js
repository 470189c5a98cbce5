// Descriptions of services for which Airbyte has public connectors with an AsyncRetriever, made from those and from the
// services' own documentation: SendGrid "Export Contacts", Pinterest "Create async request for an account analytics
// report", Amazon "Selling Partner API for Reports" and "Amazon Ads API, version 3 reporting". Each with answers in the
// service's own form.

const token = { token: "token-1" };

/**
 * @typedef {object} Connector
 * @property {import("export-jobs/services").ServiceDescription} description
 * @property {[operation: string, parameters: Record<string, unknown>]} submits
 * @property {import("export-jobs/services").JobServiceOptions} options
 * @property {Record<string, [status: number, body: unknown][]>} answers The answers in order, by the method and path of
 *   a request. The last one is repeated.
 * @property {string} files The contents of the files, joined.
 */

/** @type {Record<string, Connector>} */
export const connectors = {
  // Several files in a list of addresses, each of which needs no token.
  "sendgrid-contacts": {
    description: {
      name: "sendgrid-contacts",
      endpoint: "https://api.sendgrid.com",
      credential: { kind: "bearer" },
      operations: {
        export: {
          submit: {
            method: "POST",
            path: "/v3/marketing/contacts/exports",
            parameters: { listIds: { in: "body", name: "list_ids", kind: "texts" } },
          },
          job: { id: [{ body: "/id" }], url: [{ path: "/v3/marketing/contacts/exports/{id}" }] },
          status: {
            state: [{ body: "/status" }],
            states: { pending: "running", ready: "succeeded", failure: "failed", failed: "failed", timeout: "failed" },
            expiresAt: [{ body: "/expires_at" }],
            message: [{ body: "/message" }],
          },
          result: { files: [{ body: "/urls/*" }], credential: "none", contentType: "application/gzip" },
        },
      },
    },
    submits: ["export", { listIds: ["l-1"] }],
    options: { credential: token },
    answers: {
      "POST /v3/marketing/contacts/exports": [[202, { id: "e-1", _metadata: {} }]],
      "GET /v3/marketing/contacts/exports/e-1": [
        [200, { id: "e-1", status: "pending" }],
        [
          200,
          {
            id: "e-1",
            status: "ready",
            urls: ["https://files.example/a.gz?sig=1", "https://files.example/b.gz?sig=1"],
            expires_at: "2026-12-01T00:00:00Z",
          },
        ],
      ],
      "GET /a.gz": [[200, "first "]],
      "GET /b.gz": [[200, "second"]],
    },
    files: "first second",
  },
  // The status is at the address of the submission. A token in the query names the job.
  "pinterest-reports": {
    description: {
      name: "pinterest-reports",
      endpoint: "https://api.pinterest.com/v5",
      credential: { kind: "bearer" },
      operations: {
        report: {
          submit: {
            method: "POST",
            path: "/ad_accounts/{account}/reports",
            parameters: {
              account: { in: "path" },
              start: { in: "body", name: "start_date", required: true },
              end: { in: "body", name: "end_date", required: true },
              granularity: { in: "body", default: "DAY" },
              columns: { in: "body", kind: "texts", required: true },
              level: { in: "body", required: true },
            },
          },
          job: { id: [{ body: "/token" }], url: [{ path: "/ad_accounts/{account}/reports?report={id}" }] },
          status: {
            query: { token: "{id}" },
            state: [{ body: "/report_status" }],
            states: {
              IN_PROGRESS: "running",
              FINISHED: "succeeded",
              EXPIRED: "expired",
              FAILED: "failed",
              CANCELLED: "cancelled",
              DOES_NOT_EXIST: "failed",
            },
          },
          result: { files: [{ body: "/url" }], credential: "none" },
        },
      },
    },
    submits: [
      "report",
      { account: "549", start: "2026-01-01", end: "2026-01-31", columns: ["SPEND_IN_DOLLAR"], level: "CAMPAIGN" },
    ],
    options: { credential: token },
    answers: {
      "POST /v5/ad_accounts/549/reports": [[200, { report_status: "IN_PROGRESS", token: "t-1", message: null }]],
      "GET /v5/ad_accounts/549/reports?report=t-1&token=t-1": [
        [200, { report_status: "IN_PROGRESS", url: null, size: null }],
        [200, { report_status: "FINISHED", url: "https://files.example/report.json?sig=1", size: 2 }],
      ],
      "GET /report.json": [[200, "{}"]],
    },
    files: "{}",
  },
  // The final status names a document, and a further request gives its address.
  "amazon-seller-partner": {
    description: {
      name: "amazon-seller-partner",
      endpoint: "https://sellingpartnerapi-eu.amazon.com",
      credential: { kind: "header", name: "x-amz-access-token" },
      operations: {
        report: {
          submit: {
            method: "POST",
            path: "/reports/2021-06-30/reports",
            parameters: {
              reportType: { in: "body", required: true },
              marketplaceIds: { in: "body", kind: "texts", required: true },
              dataStartTime: { in: "body", kind: "time" },
              dataEndTime: { in: "body", kind: "time" },
              reportOptions: { in: "body", kind: "json" },
            },
          },
          job: {
            id: [{ body: "/reportId" }],
            url: [{ path: "/reports/2021-06-30/reports/{id}" }],
            project: "reportType",
          },
          status: {
            state: [{ body: "/processingStatus" }],
            states: {
              IN_QUEUE: "notStarted",
              IN_PROGRESS: "running",
              DONE: "succeeded",
              CANCELLED: "cancelled",
              FATAL: "failed",
            },
            createdAt: [{ body: "/createdTime" }],
          },
          result: {
            via: [
              {
                path: "/reports/2021-06-30/documents/{document}",
                with: { document: "/reportDocumentId" },
              },
            ],
            files: [{ body: "/url" }],
            credential: "none",
          },
          cancel: { method: "DELETE" },
        },
      },
      pace: { intervalMs: 30_000, maxIntervalMs: 120_000 },
    },
    submits: ["report", { reportType: "GET_SALES_AND_TRAFFIC_REPORT", marketplaceIds: ["A1PA6795UKMFR9"] }],
    options: { credential: { key: "key-1" } },
    answers: {
      "POST /reports/2021-06-30/reports": [[202, { reportId: "R1" }]],
      "GET /reports/2021-06-30/reports/R1": [
        [200, { reportId: "R1", processingStatus: "IN_QUEUE" }],
        [200, { reportId: "R1", processingStatus: "DONE", reportDocumentId: "amzn1.spdoc.1" }],
      ],
      "GET /reports/2021-06-30/documents/amzn1.spdoc.1": [
        [200, { reportDocumentId: "amzn1.spdoc.1", url: "https://files.example/sales?sig=1" }],
      ],
      "GET /sales": [[200, "sku\tunits"]],
    },
    files: "sku\tunits",
  },
  // A vendor media type, and headers that name the account.
  "amazon-ads": {
    description: {
      name: "amazon-ads",
      endpoint: "https://advertising-api-eu.amazon.com",
      credential: { kind: "bearer" },
      operations: {
        report: {
          submit: {
            method: "POST",
            path: "/reporting/reports",
            contentType: "application/vnd.createasyncreportrequest.v3+json",
            parameters: {
              client: { in: "header", name: "Amazon-Advertising-API-ClientId" },
              profile: { in: "header", name: "Amazon-Advertising-API-Scope" },
              title: { in: "body", name: "name" },
              startDate: { in: "body", required: true },
              endDate: { in: "body", required: true },
              configuration: { in: "body", kind: "json", required: true },
            },
          },
          job: { id: [{ body: "/reportId" }], url: [{ path: "/reporting/reports/{id}" }] },
          status: {
            state: [{ body: "/status" }],
            states: { PENDING: "notStarted", PROCESSING: "running", COMPLETED: "succeeded", FAILED: "failed" },
            message: [{ body: "/failureReason" }],
            createdAt: [{ body: "/createdAt" }],
            updatedAt: [{ body: "/updatedAt" }],
          },
          result: { files: [{ body: "/url" }], credential: "none", contentType: "application/gzip" },
          cancel: { method: "DELETE" },
        },
      },
    },
    submits: [
      "report",
      { startDate: "2026-01-01", endDate: "2026-01-31", configuration: { adProduct: "SPONSORED_DISPLAY" } },
    ],
    options: {
      credential: token,
      headers: { "Amazon-Advertising-API-ClientId": "c-1", "Amazon-Advertising-API-Scope": "7" },
    },
    answers: {
      "POST /reporting/reports": [[200, { reportId: "r-1", status: "PENDING" }]],
      "GET /reporting/reports/r-1": [
        [200, { reportId: "r-1", status: "PROCESSING", url: null }],
        [200, { reportId: "r-1", status: "COMPLETED", url: "https://files.example/ads.gz?sig=1" }],
      ],
      "GET /ads.gz": [[200, "ads"]],
    },
    files: "ads",
  },
};
