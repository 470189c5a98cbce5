/** @type {Omit<import("../types/declared/description.js").OperationDescription, "submit">} */
const followed = {
  job: { url: [{ header: "location" }], moves: true },
  status: {
    // The last answer is the file itself, so that only the HTTP status says how the job is.
    state: [{ http: { 202: "running", 200: "succeeded", 404: "expired", 410: "expired", 422: "failed" } }],
    percent: [{ header: "x-progress" }],
    errors: [{ body: "", code: "/type", message: "/title" }],
  },
  result: { inline: [{ body: "" }] },
  cancel: { method: "DELETE", gone: "cancelled" },
};

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "http-202-location",
  title: "Services of one's own that say everything with HTTP",
  sources: [
    "https://www.rfc-editor.org/rfc/rfc9110#name-202-accepted",
    "https://www.rfc-editor.org/rfc/rfc9110#name-retry-after",
    "https://www.rfc-editor.org/rfc/rfc9457",
  ],
  readOn: "2026-11-28",
  credential: { kind: "bearer" },
  operations: {
    post: { submit: { method: "POST", doneAt: [200] }, ...followed },
    get: { submit: { method: "GET", doneAt: [200] }, ...followed },
  },
  pace: { intervalMs: 1000, maxIntervalMs: 30_000 },
};
