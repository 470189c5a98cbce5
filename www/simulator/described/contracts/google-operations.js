import { hasBearer, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

/** Members with their default value are left out, as in the JSON of protocol buffers: `done: false`. @param {Exchange} exchange */
const operation = ({ job, word }) => ({
  name: `projects/${job.content.captured[0]}/operations/${job.id}`,
  metadata: { common: { operationType: "EXPORT_ENTITIES", state: word }, progressEntities: { workCompleted: "12" } },
  ...(word !== "PROCESSING" && { done: true }),
  ...(word === "SUCCESSFUL" && { response: { outputUrl: "gs://contoso/export.overall_export_metadata" } }),
  ...(word === "FAILED" && { error: { code: 13, message: "Internal error.", details: [] } }),
  ...(word === "CANCELLED" && { error: { code: 1, message: "The operation was cancelled." } }),
});

/**
 * Long-running operations of Google Cloud, with the export of Datastore as the example: cloud.google.com, package
 * google.longrunning, and google.aip.dev/151. The words are those of the example's metadata; the state is in `done` and
 * `error`.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const googleOperations = {
  name: "google-operations",
  words: {
    PROCESSING: "running",
    SUCCESSFUL: "succeeded",
    FAILED: "failed",
    CANCELLED: "cancelled",
  },
  isAuthorised: hasBearer,
  newId: (random) => `AS${Math.floor(random() * 1e15).toString(36)}`,
  errorBody: (code, message) => ({ error: { code, message, status: code === 404 ? "NOT_FOUND" : "INVALID_ARGUMENT" } }),
  file: () => ({ type: "application/json", content: "{}" }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/projects/*:export",
      refuse: ({ body }) => (body?.outputUrlPrefix ? undefined : "The outputUrlPrefix is required."),
      answer: (exchange) => json(200, operation(exchange)),
    },
    { place: "cancel", method: "POST", path: "/projects/*/operations/{id}:cancel", answer: () => json(200, {}) },
    {
      place: "status",
      method: "GET",
      path: "/projects/*/operations/{id}",
      answer: (exchange) => json(200, operation(exchange)),
    },
  ],
};
