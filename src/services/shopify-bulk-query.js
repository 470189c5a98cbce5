const bulkOperation = "id status errorCode createdAt completedAt objectCount url partialDataUrl";

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "shopify-bulk-query",
  title: "Shopify: bulk queries",
  sources: [
    "https://shopify.dev/docs/api/usage/bulk-operations/queries",
    "https://shopify.dev/docs/api/admin-graphql/latest/objects/BulkOperation",
    "https://shopify.dev/docs/api/usage/rate-limits",
  ],
  readOn: "2026-11-28",
  credential: { kind: "header", name: "X-Shopify-Access-Token" },
  operations: {
    query: {
      submit: {
        method: "POST",
        path: "/graphql.json",
        body: {
          query:
            "mutation($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { field message } } }",
          variables: { query: "{query}" },
        },
        parameters: { query: { in: "body", required: true, about: "The query, in GraphQL." } },
        // GraphQL answers 200 to what it refuses.
        failedWhen: [{ body: "/data/bulkOperationRunQuery/userErrors" }, { body: "/errors" }],
        errors: [{ body: "/data/bulkOperationRunQuery/userErrors" }, { body: "/errors", code: "/extensions/code" }],
      },
      job: {
        id: [{ body: "/data/bulkOperationRunQuery/bulkOperation/id" }],
        // All jobs have the same address. The id is only in the query, which the service ignores.
        url: [{ path: "/graphql.json?operation={id}" }],
      },
      status: {
        method: "POST",
        body: {
          query: `query($id: ID!) { node(id: $id) { ... on BulkOperation { ${bulkOperation} } } }`,
          variables: { id: "{id}" },
        },
        state: [{ body: "/data/node/status" }],
        states: {
          CREATED: "notStarted",
          RUNNING: "running",
          COMPLETED: "succeeded",
          CANCELING: "cancelling",
          CANCELED: "cancelled",
          FAILED: "failed",
          EXPIRED: "expired",
        },
        transientWhen: [{ body: "/errors/*/extensions/code", is: ["THROTTLED", "INTERNAL_SERVER_ERROR"] }],
        // A query that failed may have a file with what it had found.
        partialWhen: [{ body: "/data/node/partialDataUrl" }],
        message: [{ body: "/data/node/errorCode" }],
        createdAt: [{ body: "/data/node/createdAt" }],
        errors: [{ body: "/errors", code: "/extensions/code" }],
      },
      result: {
        files: [{ body: "/data/node/url" }, { body: "/data/node/partialDataUrl" }],
        credential: "none",
        renew: "status",
        contentType: "application/jsonl",
      },
      cancel: {
        method: "POST",
        body: {
          query: `mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { ${bulkOperation} } userErrors { field message } } }`,
          variables: { id: "{id}" },
        },
      },
    },
  },
  // From version 2026-01 of the API on. Before, one at a time.
  limits: { running: 5 },
  pace: { firstMs: 1000, intervalMs: 2000, maxIntervalMs: 60_000, timeoutMs: 86_400_000 },
};
