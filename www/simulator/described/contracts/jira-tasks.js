import { answerWithJson } from "../../answer.js";
import { hasBearer, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

/** @param {Exchange} exchange */
const task = ({ arrival, job, word, base }) => ({
  self: `${base}/task/${job.id}`,
  id: job.id,
  description: "Export archived issues",
  status: word,
  ...(word === "COMPLETE" && { result: { exportedIssues: 3 } }),
  ...(word === "FAILED" && { message: "The issues could not be read." }),
  submittedBy: 10000,
  progress: word === "COMPLETE" ? 100 : word === "RUNNING" ? 50 : 0,
  elapsedRuntime: arrival.at - job.createdAt,
  submitted: job.createdAt,
  lastUpdate: arrival.at,
});

/**
 * Tasks of Jira Cloud, with the export of archived issues as the example: developer.atlassian.com, REST API v3, "Tasks"
 * and "Export archived issue(s)".
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const jiraTasks = {
  name: "jira-tasks",
  words: {
    ENQUEUED: "notStarted",
    RUNNING: "running",
    COMPLETE: "succeeded",
    FAILED: "failed",
    CANCEL_REQUESTED: "cancelling",
    CANCELLED: "cancelled",
    DEAD: "failed",
  },
  isAuthorised: hasBearer,
  newId: (random) => String(10_000 + Math.floor(random() * 90_000)),
  errorBody: (_, message) => ({ errorMessages: [message], errors: {} }),
  cancelled: ["cancelling", "cancelled"],
  file: () => ({ type: "application/json", content: JSON.stringify({ exportedIssues: 3 }) }),
  routes: [
    {
      place: "submit",
      method: "PUT",
      path: "/issues/archive/export",
      answer: ({ job, arrival }) =>
        json(202, {
          taskId: job.id,
          payload: arrival.text,
          progress: 0,
          status: "ENQUEUED",
          submittedTime: job.createdAt,
        }),
    },
    {
      place: "cancel",
      method: "POST",
      path: "/task/{id}/cancel",
      answer: () => answerWithJson(202, {}),
    },
    { place: "status", method: "GET", path: "/task/{id}", answer: (exchange) => json(200, task(exchange)) },
  ],
};
