import { newGuid } from "../../ids.js";
import { exposing, hasKeyIn, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

const exposed = exposing("Operation-Location", "Retry-After");
const isEnded = (/** @type {string} */ word) => ["Succeeded", "Failed", "Canceled"].includes(word);

/** @param {Exchange} exchange */
const monitor = ({ job, word }) => ({
  id: job.id,
  kind: "WidgetExport",
  status: word,
  ...(word === "Succeeded" && { result: { widgets: 3 } }),
  ...(word === "Failed" && { error: { code: "ExportFailed", message: "The widgets could not be read." } }),
});

/**
 * A service that follows the guidelines for Azure's data plane: github.com/microsoft/api-guidelines,
 * azure/Guidelines.md, "Long-Running Operations & Jobs", and ConsiderationsForServiceDesign.md.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const azureOperationLocation = {
  name: "azure-operation-location",
  words: {
    NotStarted: "notStarted",
    Running: "running",
    Succeeded: "succeeded",
    Failed: "failed",
    Canceled: "cancelled",
  },
  isAuthorised: hasKeyIn("api-key"),
  newId: newGuid,
  errorBody: (status, message) => ({ error: { code: status === 404 ? "NotFound" : "InvalidRequest", message } }),
  file: () => ({ type: "application/json", content: JSON.stringify({ widgets: 3 }) }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/widgets:export",
      refuse: ({ arrival }) => (arrival.query.get("api-version") ? undefined : "The api-version is required."),
      answer: (exchange) =>
        json(202, monitor(exchange), {
          ...exposed,
          "Operation-Location": `${exchange.base}/operations/${exchange.job.id}?api-version=2026-01-01`,
        }),
    },
    {
      place: "cancel",
      method: "POST",
      path: "/operations/{id}:cancel",
      answer: (exchange) => json(200, monitor(exchange)),
    },
    {
      place: "status",
      method: "GET",
      path: "/operations/{id}",
      answer: (exchange) =>
        json(200, monitor(exchange), isEnded(exchange.word) ? exposed : { ...exposed, "Retry-After": "1" }),
    },
  ],
};
