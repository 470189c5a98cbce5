import { writeZip } from "../../files/zip.js";
import { newGuid } from "../../ids.js";
import { emptyAnswer } from "../../answer.js";
import { csv, hasBearer, iso, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

/** While a job has no file, its expiry is the smallest date of .NET. */
const NEVER = "0001-01-01T00:00:00Z";
const SIX_HOURS = 21_600_000;

const devices = csv(
  ["DeviceName", "OS", "ComplianceState"],
  [
    ["KIOSK-01", "Windows", "Compliant"],
    ["TABLET-7", "iOS", "Noncompliant"],
  ],
);

/** @param {Exchange} exchange */
const entity = ({ arrival, job, word, fileUrl }) => {
  const { reportName, filter = "", select = [], format = "csv" } = job.content.body ?? {};
  const isDone = word === "completed";
  return {
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#deviceManagement/reports/exportJobs/$entity",
    id: job.id,
    reportName,
    filter,
    select,
    format,
    snapshotId: null,
    localizationType: "localizedValuesAsAdditionalColumn",
    status: word,
    url: isDone ? fileUrl : null,
    requestDateTime: iso(job.createdAt),
    expirationDateTime: isDone ? iso(arrival.at + SIX_HOURS) : NEVER,
  };
};

/**
 * Export jobs of Intune reports: learn.microsoft.com, "Export Intune reports using Graph APIs", and the resource type
 * deviceManagementExportJob.
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const intuneReports = {
  name: "intune-reports",
  words: {
    notStarted: "notStarted",
    inProgress: "running",
    completed: "succeeded",
    failed: "failed",
    unknown: "unknown",
    unknownFutureValue: "unknown",
  },
  isAuthorised: hasBearer,
  newId: (random) => `Devices_${newGuid(random)}`,
  errorBody: (status, message) => ({ error: { code: status === 404 ? "ResourceNotFound" : "BadRequest", message } }),
  // A deleted job is gone.
  cancelled: [],
  limits: { submissionsPerMinute: 48 },
  file: (job) => ({
    type: "application/octet-stream",
    content: writeZip([{ name: `${job.id}.csv`, content: devices }], job.createdAt),
  }),
  routes: [
    {
      place: "submit",
      method: "POST",
      path: "/deviceManagement/reports/exportJobs",
      refuse: ({ body }) => (body?.reportName ? undefined : "The reportName is required."),
      answer: (exchange) => json(201, entity(exchange)),
    },
    ...["/deviceManagement/reports/exportJobs('{id}')", "/deviceManagement/reports/exportJobs/{id}"].flatMap((path) => [
      /** @type {import("../contract.js").Route} */ ({
        place: "status",
        method: "GET",
        path,
        answer: (exchange) => json(200, entity(exchange)),
      }),
      /** @type {import("../contract.js").Route} */ ({
        place: "cancel",
        method: "DELETE",
        path,
        answer: () => emptyAnswer(204),
      }),
    ]),
  ],
};
