import { csv, hasBearer, iso, json } from "../contract.js";

/** @typedef {import("../contract.js").Exchange} Exchange */

/** @param {Exchange} exchange */
const job = ({ job, word, fileUrl }) => ({
  type: "users_export",
  status: word,
  id: job.id,
  format: job.content.body?.format ?? "json",
  created_at: iso(job.createdAt),
  ...(word === "processing" && { percentage_done: 40, time_left_seconds: 3 }),
  ...(word === "completed" && { location: fileUrl, percentage_done: 100 }),
  ...(word === "failed" && { status_details: "The connection has no users." }),
});

/**
 * Jobs of Auth0's Management API that export users: auth0.com/docs, "Bulk User Exports", and the API's "Create export
 * users job" and "Get a job".
 *
 * @type {import("../contract.js").DescribedContract}
 */
export const auth0UserExports = {
  name: "auth0-user-exports",
  words: {
    pending: "notStarted",
    processing: "running",
    completed: "succeeded",
    failed: "failed",
  },
  isAuthorised: hasBearer,
  newId: (random) => `job_${Math.floor(random() * 1e15).toString(36)}`,
  errorBody: (statusCode, message) => ({ statusCode, error: "Error", message }),
  file: () => ({ type: "text/csv", content: csv(["user_id", "email"], [["auth0|1", "ada@contoso.example"]]) }),
  routes: [
    { place: "submit", method: "POST", path: "/jobs/users-exports", answer: (exchange) => json(200, job(exchange)) },
    { place: "status", method: "GET", path: "/jobs/{id}", answer: (exchange) => json(200, job(exchange)) },
  ],
};
