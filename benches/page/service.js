// A service that answers immediately, with the recorded answers of an export job of Azure AI Language.
export const endpoint = "https://bench.cognitiveservices.azure.com";
export const key = "0123456789abcdef0123456789abcdef";
const jobUrl = `${endpoint}/language/authoring/analyze-text/projects/Bench/export/jobs/5a3c7d62-1b0e-4c39-9a8f-0c7d2f8e4b11_638191008000000000?api-version=2023-04-01`;

export const running = JSON.stringify({
  jobId: "5a3c7d62-1b0e-4c39-9a8f-0c7d2f8e4b11_638191008000000000",
  createdDateTime: "2023-05-08T23:12:31Z",
  lastUpdatedDateTime: "2023-05-08T23:12:31Z",
  expirationDateTime: "2023-05-15T23:12:31Z",
  status: "running",
});

const common = {
  "apim-request-id": "10a18aaa-e821-4512-b910-e0fd72461daf",
  "x-ms-region": "UK South",
  "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
};
export const accepted = { status: 202, headers: { ...common, "operation-location": jobUrl } };
export const answered = { status: 200, headers: { ...common, "content-type": "application/json; charset=utf-8" } };

const rest = running.slice(running.indexOf(","));

/** Returns the status of the job with this URL. */
function runningAt(url) {
  const path = url.split("?", 1)[0];
  return `{"jobId":"${path.slice(path.lastIndexOf("/") + 1)}"${rest}`;
}

/** Answers like fetch: it accepts the submission, and every poll gets a running job. */
export async function instantFetch(input, options) {
  const method = options?.method ?? input.method ?? "GET";
  return method === "POST"
    ? new Response(null, accepted)
    : new Response(runningAt(input.url ?? String(input)), answered);
}
