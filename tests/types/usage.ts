// The two ways of calling, as a portal written in TypeScript has them. Checked, never run.
import init, {
  AvePoint,
  AzureLanguage,
  ExportJobsError,
  type HttpRequest,
  type HttpResponse,
  type Job,
  type JobState,
  type JobStatus,
  type ServiceError,
} from "export-jobs/all";

declare function send(request: HttpRequest): Promise<HttpResponse>;
declare function show(status: JobStatus): void;
declare const identity: {
  getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number } | null>;
};

await init();
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "key" },
});

// The page drives.
const request = language.exportRequest("MyProject", { stringIndexType: "Utf16CodeUnit" });
const job: Job = language.readSubmission(request, await send(request));
const status: JobStatus = language.readStatus(await send(language.statusRequest(job)));
const file: HttpRequest = language.resultRequest(job, status);

// The module drives.
const controller = new AbortController();
const poller = await language.start(request, {
  fetch: (request) => fetch(request),
  signal: controller.signal,
  onProgress: show,
  timeoutMs: 60_000,
});
for await (const status of poller) show(status);
const stop: () => void = poller.onProgress(show);
stop();
const done: JobStatus = await poller.pollUntilDone({ signal: controller.signal });
const result = await poller.result({ onProgress: ({ receivedBytes }) => receivedBytes.toFixed() });
const [blob, bytes, size]: [Blob, Uint8Array, number] = [result.blob(), result.bytes(), result.size];
const name: string | undefined = result.project().summary().name;

// A job that another page started.
for (const resumed of [language.follow(job), language.follow(JSON.stringify(job)), language.follow(job.url)])
  resumed.isDone satisfies boolean;

// AvePoint, with a token provider.
const avepoint = new AvePoint({ baseUrl: AvePoint.regions()[0]!.baseUrl, credential: identity });
avepoint.job(42) satisfies Job;
avepoint.userActivitiesExportRequest("adele@contoso.com", { startTime: "2024-01-01T00:00:00" }) satisfies HttpRequest;

try {
  await poller.poll();
} catch (error) {
  if (!(error instanceof ExportJobsError)) throw error;
  const errors: ServiceError[] | undefined = error.errors;
  if (error.code === "throttled") error.retryAfterMs satisfies number | undefined;
  // @ts-expect-error: there is no such code
  if (error.code === "nonsense") throw errors;
}

// Every state is handled, or this does not compile.
const words: Record<JobState, string> = {
  notStarted: "",
  running: "",
  cancelling: "",
  succeeded: "",
  partiallyCompleted: "",
  failed: "",
  retryable: "",
  cancelled: "",
  unknown: "",
};

// @ts-expect-error: no such family
new AzureLanguage({ endpoint: "https://contoso.cognitiveservices.azure.com", family: "speech" });

export { blob, bytes, done, file, name, size, words };
