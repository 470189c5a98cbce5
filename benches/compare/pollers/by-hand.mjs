// The code of a caller of a general poller: the submission and one poll, like the examples in the READMEs.
import { KEY } from "../service.mjs";

const headersFor = ({ token }) =>
  token ? { authorization: "Bearer stale-token" } : { "ocp-apim-subscription-key": KEY };

export async function submit(fault, { fetch, signal }) {
  const method = fault.family === "azure" ? "POST" : "GET";
  const response = await fetch(new Request(fault.submission, { method, headers: headersFor(fault), signal }));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  if (fault.family === "avepoint") {
    const { jobId } = await response.json();
    return fault.submission.replace(/\/insights\/.*/, `/insights/job/${jobId}/exportstatus`);
  }
  const url = response.headers.get("operation-location");
  if (!url) throw new Error("No operation-location");
  return url;
}

/** Returns the state of the job in this answer: running, succeeded, failed or cancelled. */
export async function ask(url, fault, { fetch, signal }) {
  const response = await fetch(new Request(url, { headers: headersFor(fault), signal }));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const body = await response.json();
  if (fault.family === "avepoint")
    return { 2: "succeeded", 3: "failed", 4: "succeeded", 6: "cancelled" }[body.jobStatus] ?? "running";
  return (
    { succeeded: "succeeded", partiallyCompleted: "succeeded", failed: "failed", cancelled: "cancelled" }[
      body.status
    ] ?? "running"
  );
}

export class Ended extends Error {
  constructor(state) {
    super(`The job ${state}.`);
    this.state = state;
  }
}
