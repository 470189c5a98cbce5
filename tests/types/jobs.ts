// The smaller entry, used in accordance with its types. It has nothing of what was left out.
import init, {
  AvePoint,
  AzureLanguage,
  ExportJobsError,
  JobPoller,
  JobResult,
  version,
  type ExportOptions,
  type HttpRequest,
  type InitSource,
  type Job,
  type JobStatus,
  type LanguageJobOperation,
  type PollOptions,
} from "export-jobs";
import type * as jobs from "export-jobs";
import type * as whole from "export-jobs/all";

const source: InitSource = new URL("https://example.org/jobs.wasm");
await init(source);
const text: string = version();

const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "k" },
});
const exporting: ExportOptions = { stringIndexType: "Utf16CodeUnit" };
const request: HttpRequest<"export"> = language.exportRequest("p", exporting);
const options: PollOptions = { fetch, onProgress: ({ state }) => state };
const poller: JobPoller = await language.start(request, options);
for await (const status of poller) status satisfies JobStatus;
const result: JobResult = await poller.result();
const operation: LanguageJobOperation = "deploy";
const job: Job = language.job(operation, "p", "1", { deployment: "d" });
const exported: JobPoller = new AvePoint({ baseUrl: AvePoint.regions()[0]!.baseUrl }).follow(job);

// @ts-expect-error: project files are left out
result.project();
// @ts-expect-error: so are the other operations
language.trainRequest("p", { modelLabel: "m", trainingMode: "standard" });
// @ts-expect-error: and the board
type Board = jobs.JobBoard;

// Plain data passes from one entry to the other. Their error classes differ.
const data: [whole.Job, whole.JobStatus | undefined] = [poller.job, poller.status];
const code: whole.ExportJobsErrorCode = new ExportJobsError("timeout", "Late.").code;
export { text, exported, data, code, type Board };
