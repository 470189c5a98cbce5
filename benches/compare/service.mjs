// A service that acts out a fault, and counts the requests.

export const AZURE = "https://contoso.cognitiveservices.azure.com";
export const AVEPOINT = "https://graph-us.avepointonlineservices.com";
export const ELSEWHERE = "https://elsewhere.example";
export const KEY = "0123456789abcdef0123456789abcdef";

/** More than one request every two seconds for three hours is a hot loop. */
export const TOO_MANY = 6_000;

export const submission = `${AZURE}/language/authoring/analyze-text/projects/Inbox/:export?api-version=2023-04-01&stringIndexType=Utf16CodeUnit`;
export const statusUrl = `${AZURE}/language/authoring/analyze-text/projects/Inbox/export/jobs/5f_639?api-version=2023-04-01`;
export const avepointSubmission = `${AVEPOINT}/insights/export/useractivities?userPrincipalName=a%40contoso.com`;
export const avepointStatus = `${AVEPOINT}/insights/job/67890/exportstatus`;

export const json = (body, { status = 200, headers = {} } = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });

/** Returns a status of Azure Language. */
export const state = (status, more = {}, init = {}) =>
  json(
    {
      jobId: "5f_639",
      status,
      createdDateTime: "2026-03-14T09:26:53Z",
      lastUpdatedDateTime: "2026-03-14T09:26:54Z",
      expirationDateTime: "2026-03-21T09:26:53Z",
      ...more,
    },
    init,
  );

export const accepted = (headers = /** @type {Record<string, string>} */ ({ "operation-location": statusUrl })) =>
  new Response(null, { status: 202, headers });

/** The service of one fault. `polls` are its answers in order; the last one repeats. */
export class Service {
  requests = 0;
  leaked = false;
  #polled = 0;

  constructor(fault, time) {
    this.fault = fault;
    this.time = time;
  }

  /** Answers like the platform's `fetch`. */
  fetch = async (request) => {
    this.requests += 1;
    if (this.requests > TOO_MANY) return new Promise(() => {});
    const { origin } = new URL(request.url);
    const key = request.headers.get("ocp-apim-subscription-key") ?? request.headers.get("authorization");
    if (key && origin === ELSEWHERE) this.leaked = true;
    // The latency of the network.
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (/:export|\/export\//.test(request.url) && !/\/jobs\//.test(request.url)) return this.fault.submitted();
    const { polls } = this.fault;
    const answer = polls[Math.min(this.#polled, polls.length - 1)];
    this.#polled += 1;
    return answer({ time: this.time, request, key });
  };
}
