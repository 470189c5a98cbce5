import { answerWith, emptyAnswer } from "../../answer.js";
import { csv, exposing, hasBearer, iso, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

/** @param {Exchange} exchange */
const job = ({ job, word, arrival }) => ({
  id: job.id,
  operation: job.content.body?.operation ?? "query",
  object: "Account",
  createdById: "0055e000000QZfXAAW",
  createdDate: iso(job.createdAt),
  systemModstamp: iso(arrival.at),
  state: word,
  concurrencyMode: "Parallel",
  contentType: "CSV",
  apiVersion: 64.0,
  lineEnding: "LF",
  columnDelimiter: "COMMA",
  ...(word === "Failed" && { errorMessage: "QUERY_TIMEOUT: the query took too long" }),
});

/** The results come in two pages. The locator of the last one is the text "null". */
const pages = [
  {
    locator: "MTAwMDA",
    rows: [
      ["001A", "Contoso"],
      ["001B", "Fabrikam"],
    ],
  },
  { locator: "null", rows: [["001C", "Tailwind"]] },
];

/**
 * Query jobs of Salesforce's Bulk API 2.0: developer.salesforce.com, "Create a Query Job", "Get Information About a
 * Query Job", "Get Results for a Query Job", "Abort a Query Job".
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const salesforceBulkQuery = {
  name: "salesforce-bulk-query",
  words: {
    UploadComplete: "notStarted",
    InProgress: "running",
    JobComplete: "succeeded",
    Failed: "failed",
    Aborted: "cancelled",
  },
  isAuthorised: hasBearer,
  newId: (random) =>
    `750R${Math.floor(random() * 1e14)
      .toString(36)
      .padStart(14, "0")
      .slice(0, 14)}`,
  errorBody: (status, message) => [{ errorCode: status === 404 ? "NOT_FOUND" : "API_ERROR", message }],
  file: () => ({
    type: "text/csv",
    content: csv(
      ["Id", "Name"],
      pages.flatMap(({ rows }) => rows),
    ),
  }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/jobs/query",
      refuse: ({ body }) => (body?.operation && body.query ? undefined : "The operation and the query are required."),
      answer: (exchange) => json(200, job(exchange)),
    },
    {
      place: "result",
      method: "GET",
      path: "/jobs/query/{id}/results",
      answer({ arrival }) {
        const page = pages[arrival.query.get("locator") === pages[0].locator ? 1 : 0];
        return answerWith(200, "text/csv", csv(["Id", "Name"], page.rows), {
          ...exposing("Sforce-Locator", "Sforce-NumberOfRecords"),
          "Sforce-Locator": page.locator,
          "Sforce-NumberOfRecords": String(page.rows.length),
        });
      },
    },
    { place: "status", method: "GET", path: "/jobs/query/{id}", answer: (exchange) => json(200, job(exchange)) },
    { place: "cancel", method: "PATCH", path: "/jobs/query/{id}", answer: (exchange) => json(200, job(exchange)) },
    { place: "cancel", method: "DELETE", path: "/jobs/query/{id}", answer: () => emptyAnswer(204) },
  ],
};
