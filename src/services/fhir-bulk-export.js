/** @type {Record<string, import("../types/declared/description.js").ParameterDescription>} */
const parameters = {
  types: { in: "query", name: "_type", kind: "texts", join: ",", about: "The types of resources. Default: all." },
  since: { in: "query", name: "_since", kind: "time", about: "Only what changed since this time." },
  outputFormat: { in: "query", name: "_outputFormat", about: "The format. Default: application/fhir+ndjson." },
  elements: { in: "query", name: "_elements", kind: "texts", join: ",", about: "The elements of each resource." },
  typeFilter: { in: "query", name: "_typeFilter", kind: "texts", about: "Searches that resources have to match." },
};

/** @type {import("../types/declared/description.js").StatusDescription["states"]} */
const states = {
  202: "running",
  200: "succeeded",
  400: "failed",
  410: "failed",
  413: "failed",
  422: "failed",
  500: "failed",
  501: "failed",
};

/** @type {Omit<import("../types/declared/description.js").OperationDescription, "submit">} */
const followed = {
  job: { url: [{ header: "content-location" }] },
  status: {
    headers: { Accept: "application/json" },
    // The header has the HTTP status of the export itself, where it was asked for.
    state: [{ header: "x-export-status" }, { http: states }],
    states,
    // Only this code of an error means that the poll failed, and not the export.
    transientWhen: [{ body: "/issue/*/code", is: ["transient"] }],
    partialWhen: [{ body: "/error" }],
    // A text of the server's own, such as "65% complete".
    message: [{ header: "x-progress" }],
    createdAt: [{ body: "/transactionTime" }],
    expiresAt: [{ header: "expires" }],
    errors: [{ body: "/issue", message: "/diagnostics" }],
  },
  result: {
    files: [{ body: "/output/*/url" }],
    names: [{ body: "/output/*/type" }],
    // "The client SHALL NOT send the access token" where it is not required.
    credential: { body: "/requiresAccessToken" },
    headers: { Accept: "application/fhir+ndjson" },
    renew: "status",
    contentType: "application/fhir+ndjson",
    name: "{name}.ndjson",
  },
  cancel: { method: "DELETE", gone: "cancelled" },
};

/** @param {string} path @returns {import("../types/declared/description.js").SubmissionDescription} */
const submit = (path, more = {}) => ({
  method: "GET",
  path,
  headers: { Accept: "application/fhir+json", Prefer: "respond-async" },
  success: [202],
  parameters: { ...more, ...parameters },
  errors: [{ body: "/issue", message: "/diagnostics" }],
});

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "fhir-bulk-export",
  title: "FHIR: bulk data export",
  sources: [
    "https://hl7.org/fhir/uv/bulkdata/export.html",
    "https://hl7.org/fhir/R4/async.html",
    "https://github.com/HL7/bulk-data/blob/main/input/pagecontent/async.md",
  ],
  readOn: "2026-11-28",
  credential: { kind: "bearer" },
  operations: {
    system: { submit: submit("/$export"), ...followed },
    patients: { submit: submit("/Patient/$export"), ...followed },
    group: {
      submit: submit("/Group/{group}/$export", { group: { in: "path", about: "The id of the group." } }),
      ...followed,
      job: { ...followed.job, project: "group" },
    },
  },
  // A server may end the export of a client that polls too often.
  pace: { firstMs: 1000, intervalMs: 5000, maxIntervalMs: 120_000, timeoutMs: 86_400_000 },
};
