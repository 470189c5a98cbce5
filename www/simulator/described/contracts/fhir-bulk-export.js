import { answerWith, emptyAnswer } from "../../answer.js";
import { newGuid } from "../../ids.js";
import { exposing, hasBearer, iso, json } from "../contract.js";

/**
 * @typedef {import("../contract.js").Exchange} Exchange
 * @typedef {import("../contract.js").DescribedContract} DescribedContract
 */

const exposed = exposing("Content-Location", "X-Progress", "Retry-After", "Expires");
const HOUR = 3_600_000;

/** @param {string} code @param {string} diagnostics */
const outcome = (code, diagnostics) => ({
  resourceType: "OperationOutcome",
  issue: [{ severity: "error", code, diagnostics }],
});

const patients = `${JSON.stringify({ resourceType: "Patient", id: "p1" })}\n${JSON.stringify({ resourceType: "Patient", id: "p2" })}\n`;
const ndjson = "application/fhir+ndjson";

/** @param {Exchange} exchange @param {boolean} requiresAccessToken */
const manifest = ({ job, word, base, fileUrl }, requiresAccessToken) => ({
  transactionTime: iso(job.createdAt),
  request: `${base}/$export${job.content.query}`,
  requiresAccessToken,
  output: [
    { type: "Patient", url: requiresAccessToken ? `${base}/bulkfiles/${job.id}/patients.ndjson` : fileUrl },
    { type: "Patient", url: requiresAccessToken ? `${base}/bulkfiles/${job.id}/more.ndjson` : fileUrl },
  ],
  error:
    word === "200 with errors" ? [{ type: "OperationOutcome", url: `${base}/bulkfiles/${job.id}/errors.ndjson` }] : [],
});

/**
 * Bulk data export of FHIR: hl7.org/fhir/uv/bulkdata, "Export", and hl7.org/fhir/R4/async.html. The states are HTTP
 * codes.
 *
 * @param {{ requiresAccessToken?: boolean }} [options] Without the token, the files are at signed addresses.
 * @returns {DescribedContract}
 */
export const fhirBulkExportWith = ({ requiresAccessToken = true } = {}) => ({
  name: "fhir-bulk-export",
  words: {
    202: "running",
    200: "succeeded",
    "200 with errors": "partiallyCompleted",
    "500 transient": "unknown",
    "500 exception": "failed",
  },
  isAuthorised: hasBearer,
  newId: newGuid,
  errorBody: (status, message) => outcome(status === 404 ? "not-found" : "processing", message),
  // A deleted request is gone.
  cancelled: [],
  file: () => ({ type: ndjson, content: patients }),
  routes: [
    ...["/$export", "/Patient/$export", "/Group/*/$export"].map(
      (path) =>
        /** @type {import("../contract.js").Route} */ ({
          place: "submit",
          method: "GET",
          path,
          refuse: ({ arrival }) =>
            /\brespond-async\b/.test(arrival.headers.get("prefer") ?? "")
              ? undefined
              : "Prefer: respond-async is required.",
          answer: ({ job, base }) =>
            emptyAnswer(202, { ...exposed, "Content-Location": `${base}/bulkstatus/${job.id}` }),
        }),
    ),
    {
      place: "status",
      method: "GET",
      path: "/bulkstatus/{id}",
      answer(exchange) {
        const { word, arrival, job } = exchange;
        if (word === "202") {
          const percent = Math.min(99, Math.floor((arrival.at - job.createdAt) / 100));
          return emptyAnswer(202, { ...exposed, "X-Progress": `${percent}% complete`, "Retry-After": "1" });
        }
        if (word === "500 transient") return json(500, outcome("transient", "Try again."), exposed);
        if (word === "500 exception") return json(500, outcome("exception", "The export failed."), exposed);
        const expires = new Date(arrival.at + HOUR).toUTCString();
        return json(200, manifest(exchange, requiresAccessToken), { ...exposed, Expires: expires });
      },
    },
    {
      place: "cancel",
      method: "DELETE",
      path: "/bulkstatus/{id}",
      answer: () => json(202, outcome("informational", "The request is deleted.")),
    },
    {
      place: "result",
      method: "GET",
      path: "/bulkfiles/{id}/*",
      answer: () => answerWith(200, ndjson, patients),
    },
  ],
});

/** A server whose files need the token. */
export const fhirBulkExport = fhirBulkExportWith();
