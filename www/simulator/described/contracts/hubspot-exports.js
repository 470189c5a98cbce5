import { csv, hasBearer, iso, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

const START = "/crm/exports/2026-03/export/async";

/** @param {Exchange} exchange */
const task = ({ arrival, job, word, fileUrl }) => ({
  status: word,
  requestedAt: iso(job.createdAt),
  startedAt: iso(job.createdAt),
  completedAt: iso(arrival.at),
  ...(word === "COMPLETE" && { result: fileUrl }),
});

/**
 * Exports of HubSpot's CRM: developers.hubspot.com, "Exports", "Retrieve export status". The address of a file is valid
 * for five minutes, and each reading of the status has a new one.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const hubspotExports = {
  name: "hubspot-exports",
  words: {
    PENDING: "notStarted",
    PROCESSING: "running",
    COMPLETE: "succeeded",
    CANCELED: "cancelled",
  },
  isAuthorised: hasBearer,
  newId: (random) => String(1_000_000 + Math.floor(random() * 9_000_000)),
  errorBody: (status, message) => ({
    status: "error",
    message,
    category: status === 404 ? "OBJECT_NOT_FOUND" : "VALIDATION_ERROR",
  }),
  limits: { running: 1 },
  file: () => ({ type: "text/csv", content: csv(["Record ID", "Email"], [["51", "ada@contoso.example"]]) }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: START,
      refuse: ({ body }) =>
        body?.exportType && body.format && body.objectType
          ? undefined
          : "exportType, format and objectType are required.",
      answer: ({ job, base }) => json(202, { id: job.id, links: { status: `${base}${START}/tasks/${job.id}/status` } }),
    },
    {
      place: "status",
      method: "GET",
      path: `${START}/tasks/{id}/status`,
      answer: (exchange) => json(200, task(exchange)),
    },
  ],
};
