import { answerWith } from "../../answer.js";
import { newGuid } from "../../ids.js";
import { hasBearer, iso, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

const DAY = 86_400_000;
/** A failure that is not final: the capacity was busy, and the export may be submitted again. */
const BUSY = "Failed, with Retry-After";

/** @param {Exchange} exchange */
const state = ({ arrival, job, word, captured, base }) => {
  const [group, report] = captured;
  const status = word === BUSY ? "Failed" : word;
  const isDone = status === "Succeeded";
  const percent = isDone ? 100 : status === "Running" ? 30 : 0;
  return {
    id: job.id,
    createdDateTime: iso(job.createdAt),
    lastActionDateTime: iso(arrival.at),
    reportId: report,
    reportName: "Sales by region",
    status,
    percentComplete: percent,
    ...(isDone && {
      resourceLocation: `${base}/groups/${group}/reports/${report}/exports/${encodeURIComponent(job.id)}/file`,
      resourceFileExtension: ".pdf",
      expirationTime: iso(arrival.at + DAY),
    }),
  };
};

/**
 * Export of a Power BI report to a file: learn.microsoft.com, REST API reference, "Reports - Export To File In Group"
 * and "Get Export To File Status In Group"; "Export Power BI report to file" on Retry-After.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const powerBiExport = {
  name: "power-bi-export",
  words: {
    NotStarted: "notStarted",
    Running: "running",
    Succeeded: "succeeded",
    Failed: "failed",
    [BUSY]: "failed",
    Undefined: "unknown",
  },
  isAuthorised: hasBearer,
  // The ids of the reference end in a padded base64 text.
  newId: (random) => `Mi9C${newGuid(random)}PS4=`,
  errorBody: (status, message) => ({ error: { code: status === 404 ? "ExportNotFound" : "InvalidRequest", message } }),
  file: () => ({ type: "application/pdf", content: "%PDF-1.7\n%%EOF\n" }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/groups/*/reports/*/ExportTo",
      refuse: ({ body }) => (body?.format ? undefined : "The format is required."),
      answer: (exchange) => json(202, state(exchange)),
    },
    {
      place: "result",
      method: "GET",
      path: "/groups/*/reports/*/exports/{id}/file",
      answer: () => answerWith(200, "application/pdf", "%PDF-1.7\n%%EOF\n"),
    },
    {
      place: "status",
      method: "GET",
      path: "/groups/*/reports/*/exports/{id}",
      answer: (exchange) =>
        json(
          ["NotStarted", "Running"].includes(exchange.word) ? 202 : 200,
          state(exchange),
          exchange.word === BUSY ? { "Retry-After": "60" } : {},
        ),
    },
  ],
};
