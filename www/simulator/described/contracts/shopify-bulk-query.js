import { hasKeyIn, iso, json } from "../contract.js";

/**
 * @typedef {import("../contract.js").Exchange} Exchange
 * @typedef {import("../contract.js").Route} Route
 */

/** @param {Exchange} exchange */
const operation = ({ arrival, job, word, fileUrl }) => {
  const isDone = word === "COMPLETED";
  return {
    id: job.id,
    status: word,
    errorCode: word === "FAILED" ? "INTERNAL_SERVER_ERROR" : null,
    createdAt: iso(job.createdAt),
    completedAt: isDone ? iso(arrival.at) : null,
    objectCount: isDone ? "2" : "1",
    fileSize: isDone ? "58" : null,
    url: isDone ? fileUrl : null,
    partialDataUrl: word === "FAILED" ? fileUrl : null,
  };
};

/** Every request is a POST to the same path. Its query distinguishes it. @param {RegExp} query */
const meant = (query) => (/** @type {any} */ body) => query.test(body?.query ?? "");
const idOf = (/** @type {any} */ body) => String(body.variables?.id ?? "");

/** @type {Pick<Route, "method" | "path">} */
const endpoint = { method: "POST", path: "/graphql.json" };

/**
 * Bulk queries of Shopify's GraphQL Admin API: shopify.dev, "Perform bulk operations with the GraphQL Admin API" and
 * the object BulkOperation.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const shopifyBulkQuery = {
  name: "shopify-bulk-query",
  words: {
    CREATED: "notStarted",
    RUNNING: "running",
    COMPLETED: "succeeded",
    CANCELING: "cancelling",
    CANCELED: "cancelled",
    FAILED: "failed",
    EXPIRED: "expired",
  },
  isAuthorised: hasKeyIn("X-Shopify-Access-Token"),
  newId: (random) => `gid://shopify/BulkOperation/${1_000_000 + Math.floor(random() * 9_000_000)}`,
  errorBody: (_, message) => ({ errors: message }),
  // From API version 2026-01 on.
  limits: { running: 5 },
  cancelled: ["cancelling", "cancelled"],
  file: () => ({
    type: "application/jsonl",
    content: '{"id":"gid://shopify/Product/1"}\n{"id":"gid://shopify/Product/2"}\n',
  }),
  routes: [
    {
      place: "submit",
      ...endpoint,
      isMeant: meant(/bulkOperationRunQuery/),
      answer: (exchange) =>
        json(200, {
          data: {
            bulkOperationRunQuery: { bulkOperation: { id: exchange.job.id, status: "CREATED" }, userErrors: [] },
          },
        }),
    },
    {
      place: "cancel",
      ...endpoint,
      isMeant: meant(/bulkOperationCancel/),
      idOf,
      answer: (exchange) =>
        json(200, { data: { bulkOperationCancel: { bulkOperation: operation(exchange), userErrors: [] } } }),
    },
    {
      place: "status",
      ...endpoint,
      isMeant: meant(/node\(|bulkOperation\(/),
      idOf,
      answer: (exchange) => json(200, { data: { node: operation(exchange) } }),
    },
  ],
};
