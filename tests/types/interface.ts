// Every name of the public interface, used in accordance with its types, and misuses that must not compile. Checked,
// never run.
import {
  AvePoint,
  AzureLanguage,
  ExportedProject,
  ExportJobsError,
  JobPoller,
  JobResult,
  type AccessOptions,
  type ArchiveEntry,
  type AvePointOptions,
  type AzureLanguageOptions,
  type ExportJobsErrorCode,
  type ExportOptions,
  type HttpRequest,
  type HttpResponse,
  type ImportOptions,
  type Job,
  type JobStatus,
  type KeyCredential,
  type PollOptions,
  type ProjectSummary,
  type Region,
  type TokenCredential,
  type WaitOptions,
} from "export-jobs/all";

const endpoint = "https://contoso.cognitiveservices.azure.com";
// Those of Azure's packages are in azure/.
const credentials: (KeyCredential | TokenCredential)[] = [{ key: "k" }, { getToken: async () => null }];
for (const credential of credentials) new AzureLanguage({ endpoint, family: "analyze-text", credential });
new AvePoint({ baseUrl: "https://graph-us.avepointonlineservices.com", credential: { getToken: async () => null } });
new AvePoint({
  endpoint: "/avepoint-proxy",
  baseUrl: "https://portal.example",
  upstream: "https://graph-us.avepointonlineservices.com",
} satisfies AvePointOptions);
new AzureLanguage({
  endpoint: "/language-proxy",
  family: "analyze-text",
  upstream: ["https://contoso.cognitiveservices.azure.com"],
  credentials: "include",
  headers: { "X-CSRF-Token": "t" },
});
new AzureLanguage({
  endpoint: "/language-proxy",
  family: "analyze-text",
  headers: ({ method, url }) => (method === "GET" ? undefined : { [url]: method }),
});
new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-text", headers: async () => new Headers() });
// @ts-expect-error: none of fetch's words
new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-text", credentials: "always" });
// @ts-expect-error: a header is a string
new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-text", headers: { "X-CSRF-Token": 7 } });
// @ts-expect-error: where it is
new AvePoint({ upstream: "https://graph-us.avepointonlineservices.com" });
new AvePoint({
  baseUrl: "https://portal.example/graph",
  credential: { token: "t" },
  trustedOrigins: ["https://files.example"],
} satisfies AvePointOptions);

const language = new AzureLanguage({
  endpoint,
  family: "analyze-conversations",
  apiVersion: "2025-11-01",
  trustedOrigins: [],
} satisfies AzureLanguageOptions);
const exporting: ExportOptions = {
  stringIndexType: "Utf16CodeUnit",
  assetKind: "a",
  trainedModelLabel: "v1",
  format: "Luis",
};
const importing: ImportOptions = { format: "Conversation" };
const requests: HttpRequest[] = [
  language.exportRequest("p"),
  language.exportRequest("p", exporting),
  language.importRequest("p", "{}"),
  language.importRequest("p", new Uint8Array(), importing),
];
const job: Job = language.job("import", "p", "1");

// The twelve exports of AvePoint.
const avepoint = new AvePoint({ baseUrl: (AvePoint.regions() satisfies Region[])[0]!.baseUrl });
const period = { startTime: "2026-01-01T00:00:00", finishTime: "2026-01-31T00:00:00" };
const access: AccessOptions = {
  dataSources: ["microsoft teams"],
  siteUrls: ["https://a.example"],
  exportOptionType: 2,
};
requests.push(
  avepoint.objectActivitiesExportRequest("sites/a", { ...period, eventTypes: ["FileAccessed"], doubleEncode: true }),
  avepoint.userActivitiesExportRequest("a@b"),
  avepoint.userAccessExportRequest("a@b", access),
  avepoint.groupAccessExportRequest("g", { ...access, exportOptionType: 3 }),
  avepoint.groupAccessExportRequest(null, { ...access, exportOptionType: 3 }),
  avepoint.sitePermissionExportRequest({ siteUrls: ["https://a.example"] }),
  avepoint.sharingLinksExportRequest({ exportLinkType: 128, ...period }),
  avepoint.googleObjectActivitiesExportRequest("id", period),
  avepoint.googleUserActivitiesExportRequest("a@b", period),
  avepoint.googleUserAccessExportRequest("a@b", { dataSources: ["user drive"], driveIds: ["1"] }),
  avepoint.googleGroupAccessExportRequest("g", { dataSources: ["shared drive"], exportOptionType: 2 }),
  avepoint.googleDrivePermissionExportRequest({ driveIds: ["1"] }),
  avepoint.googleSharingLinksExportRequest({ exportLinkType: 303, ...period }),
);
const named: Job[] = [avepoint.job("67890"), avepoint.job(67890)];

// The verbs that all services share.
async function verbs(service: AzureLanguage | AvePoint, request: HttpRequest, signal: AbortSignal) {
  const responses: HttpResponse[] = [
    { status: 200, headers: {}, body: "" },
    { status: 200, headers: new Headers(), body: new ArrayBuffer(0) },
    { status: 200, headers: [["a", "b"]], body: new Uint8Array() },
    { status: 200, headers: new Map([["a", "b"]]) },
    { status: 200, headers: { a: ["b", "c"] } },
  ];
  const submitted: Job = service.readSubmission(request, responses[0]!);
  const status: JobStatus = service.readStatus(responses[1]!);
  const next: HttpRequest[] = [
    service.statusRequest(submitted),
    service.statusRequest(submitted.url),
    service.resultRequest(submitted, status),
    await service.authorize(request),
  ];
  const options: PollOptions = {
    fetch: async (sent) => (sent.url ? new Response() : responses[0]!),
    signal,
    onProgress: ({ state }) => state,
    intervalMs: 1,
    maxIntervalMs: 2,
    timeoutMs: 3,
    requestTimeoutMs: 4,
  };
  const poller: JobPoller = await service.start(next[0]!, options);
  const wait: WaitOptions = { signal, timeoutMs: 1 };
  const readings: JobStatus[] = [await poller.poll(), await poller.poll(wait), await poller.pollUntilDone(wait)];
  const iterator: AsyncIterableIterator<JobStatus> = poller[Symbol.asyncIterator]();
  const [known, done, inMs, failure]: [
    JobStatus | undefined,
    boolean,
    number | undefined,
    ExportJobsError | undefined,
  ] = [poller.status, poller.isDone, poller.nextPollInMs, poller.lastFailure];
  const result: JobResult = await poller.result({
    ...wait,
    onProgress: ({ receivedBytes, totalBytes }) => receivedBytes / (totalBytes ?? 1),
  });
  const entries: ArchiveEntry[] = result.files();
  const project: ExportedProject = ExportedProject.parse(result.bytes());
  const summary: ProjectSummary = project.summary();
  const texts: string[] = [result.contentType, result.suggestedName, summary.name ?? ""];
  return {
    readings,
    iterator,
    known,
    done,
    inMs,
    failure,
    entries,
    texts,
    bytes: project.bytes() satisfies Uint8Array,
    from: [ExportedProject.parse("{}"), ExportedProject.parse(new ArrayBuffer(0))],
  };
}

// Errors, with everything that they may carry.
const error = new ExportJobsError("throttled", "Later.", {
  status: 429,
  retryAfterMs: 1000,
  requestId: "7c",
  errors: [{ code: "429", message: "Later." }],
  job,
  cause: "any",
});
const code: ExportJobsErrorCode = error.code;
const [asError, status, wait, details]: [Error, number | undefined, number | undefined, unknown] = [
  error,
  error.status,
  error.retryAfterMs,
  error.cause,
];

// Mistakes that must not compile.
// @ts-expect-error: an endpoint is needed
new AzureLanguage({ family: "analyze-text" });
// @ts-expect-error: AvePoint has no keys
new AvePoint({ baseUrl: "https://a.example", credential: { key: "k" } });
// @ts-expect-error: an import has a body
language.importRequest("p");
// @ts-expect-error: a misspelt option
language.exportRequest("p", { stringIndextype: "Utf16CodeUnit" });
// @ts-expect-error: this operation has no job
language.job("getProject", "p", "1");
// @ts-expect-error: data sources are needed
avepoint.userAccessExportRequest("a@b", {});
// @ts-expect-error: no such kind of link
avepoint.sharingLinksExportRequest({ exportLinkType: 301, ...period });
// @ts-expect-error: a group's access needs its kind
avepoint.groupAccessExportRequest("g", { dataSources: [] });
// @ts-expect-error: a job has a URL
language.follow({ service: "avepoint", operation: "export", id: "1" });
// @ts-expect-error: a fetch gives a response
language.follow(job, { fetch: async () => "text" });
// @ts-expect-error: a poller is started, not made
new JobPoller();
// @ts-expect-error: a job's state is not written
(({}) as JobPoller).isDone = true;

export { asError, code, details, named, requests, status, verbs, wait };
