import { answerWith, emptyAnswer } from "../../answer.js";
import { newGuid } from "../../ids.js";
import { Query } from "../../query.js";
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

const ndjson = "application/fhir+ndjson";

/** Returns the resources of a type, one a line. @param {string} resourceType */
const resources = (resourceType) =>
  [1, 2].map((id) => `${JSON.stringify({ resourceType, id: `${resourceType.toLowerCase()}-${id}` })}\n`).join("");

/** Returns the types that an export asks for. @param {import("../../job.js").Job} job */
const typesOf = (job) => new Query(job.content.query).get("_type")?.split(",") ?? ["Patient", "Observation"];

/** @param {Exchange} exchange @param {boolean} requiresAccessToken */
const manifest = ({ job, word, base, fileUrl }, requiresAccessToken) => ({
  transactionTime: iso(job.createdAt),
  request: `${base}/$export${job.content.query}`,
  requiresAccessToken,
  output: typesOf(job).map((type) => ({
    type,
    url: requiresAccessToken ? `${base}/bulkfiles/${job.id}/${type}.ndjson` : `${fileUrl}&type=${type}`,
  })),
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
  file: (job) => ({ type: ndjson, content: resources(typesOf(job)[0]) }),
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
      answer: ({ captured }) => answerWith(200, ndjson, resources(captured[0].replace(/\.ndjson$/, ""))),
    },
  ],
});

/** A server whose files need the token. */
export const fhirBulkExport = fhirBulkExportWith();
