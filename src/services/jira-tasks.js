/** @type {Omit<import("../types/declared/description.js").OperationDescription, "submit">} */
const followed = {
  job: { id: [{ body: "/taskId" }, { body: "/id" }], url: [{ path: "/task/{id}" }] },
  status: {
    state: [{ body: "/status" }],
    states: {
      ENQUEUED: "notStarted",
      RUNNING: "running",
      COMPLETE: "succeeded",
      FAILED: "failed",
      CANCEL_REQUESTED: "cancelling",
      CANCELLED: "cancelled",
      // The node that ran the task is gone.
      DEAD: "failed",
    },
    percent: [{ body: "/progress" }],
    message: [{ body: "/message" }],
    errors: [{ body: "/errorMessages" }],
  },
  result: { inline: [{ body: "/result" }] },
  cancel: { method: "POST", url: "{job}/cancel", headers: { "X-Atlassian-Token": "no-check" } },
};

/** @type {import("../types/declared/description.js").ServiceDescription} */
export default {
  name: "jira-tasks",
  title: "Jira Cloud: tasks",
  sources: [
    "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-tasks/",
    "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issues-archive-export-put",
    "https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#async",
  ],
  readOn: "2026-11-28",
  credential: { kind: "bearer" },
  operations: {
    exportArchivedIssues: {
      submit: {
        method: "PUT",
        path: "/issues/archive/export",
        parameters: {
          projects: { in: "body", kind: "texts", about: "The keys of the projects." },
          issueTypes: { in: "body", kind: "texts", about: "The ids of the types of issues." },
          archivedBy: { in: "body", kind: "texts", about: "The account ids of the people who archived." },
          reporters: { in: "body", kind: "texts", about: "The account ids of the reporters." },
          archivedDateRange: { in: "body", kind: "json", about: "An object with dateAfter and dateBefore." },
        },
        success: [202],
      },
      ...followed,
    },
    // Any other request that starts a task.
    task: { submit: { method: "POST" }, ...followed },
  },
  pace: { firstMs: 1000, intervalMs: 2000, maxIntervalMs: 30_000 },
};
