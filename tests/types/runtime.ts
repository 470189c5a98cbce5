// The runtime and fail-over, used as their types say; and what they refuse. Checked, never run.
import {
  LanguageFailover, LanguageRuntime, Service,
  type AnalysisDocuments, type AnalysisOptions, type AnalysisResults, type AnalyzedDocument, type AnsweredBy, type FailoverState, type HttpRequest, type HttpResponse, type Job,
  type LanguageFailoverOptions, type LanguageRuntimeOptions, type PollOptions, type PredictedEntity, type Prediction, type PredictionOptions,
} from "export-jobs";

declare function send(request: HttpRequest): Promise<HttpResponse>;

const primary: LanguageRuntimeOptions = { endpoint: "https://west.cognitiveservices.azure.com", credential: { key: "k" }, apiVersion: "2023-04-01", trustedOrigins: [] };
const runtime: Service = new LanguageRuntime(primary);
const client = new LanguageRuntime(primary);
const wanted: AnalysisOptions = {
  project: "Loans", deployment: "production", kind: "CustomEntityRecognition", language: "en", displayName: "n", stringIndexType: "UnicodeCodePoint", loggingOptOut: true, showStats: true,
};
const documents: AnalysisDocuments[] = [["a"], [{ text: "a" }, "b", { id: "c", text: "c", language: "de" }], new Set(["a"])];
const polling: PollOptions = { timeoutMs: 60_000, onProgress: ({ state }) => state.length };

const request: HttpRequest = client.analyzeRequest(documents[0]!, wanted);
const job: Job = client.readSubmission(request, await send(request));
const results: AnalysisResults = client.readResults(await send(client.statusRequest(job)));
const next: HttpRequest | undefined = client.nextRequest(results);
const document: AnalyzedDocument | undefined = results.documents[0];
const entity: PredictedEntity | undefined = document?.entities?.[0];
const scores: (number | undefined)[] = [entity?.confidenceScore, document?.class?.[0]?.confidenceScore];
const whole: AnalysisResults & { job: Job } = await client.analyze(documents[1]!, { ...wanted, ...polling });
whole.errors.map(({ id, error }) => `${id}: ${error.message}`);
whole.tasks[0]?.statistics?.transactionsCount satisfies number | undefined;

const asked: PredictionOptions = { project: "City", deployment: "production", verbose: true, isLoggingEnabled: false, directTarget: "t", language: "en" };
const prediction: Prediction = await client.predict("next tram", { ...asked, signal: AbortSignal.timeout(1) });
client.readPrediction(await send(client.predictRequest("next tram", asked))) satisfies Prediction;
const others: (HttpRequest | Job)[] = [client.jobRequest({ tasks: [] }, "analyze-conversations"), client.job("7"), client.job("7", "analyze-conversations")];

const options: LanguageFailoverOptions = { primary, secondary: { endpoint: "https://north.cognitiveservices.azure.com" }, fetch: (request) => fetch(request), firstPauseMs: 1, longestPauseMs: 2, repeatLostSubmissions: false };
const failover = new LanguageFailover(options);
const stop: () => void = failover.onChange((state: FailoverState) => state.primary.error?.code === "throttled");
const answer: AnalysisResults & AnsweredBy = await failover.analyze(["a"], wanted);
const said: Prediction & AnsweredBy = await failover.predict("a", asked);
const { current, secondary }: FailoverState = failover.state;
secondary.retryInMs satisfies number | undefined;

// @ts-expect-error: no such kind
client.analyzeRequest(["a"], { ...wanted, kind: "Sentiment" });
// @ts-expect-error: a project is needed
client.predictRequest("a", { deployment: "production" });
// @ts-expect-error: two resources are needed
new LanguageFailover({ primary });
// @ts-expect-error: fail-over drives; it has no requests to hand out
failover.analyzeRequest(["a"], wanted);

export { answer, current, next, others, prediction, runtime, said, scores, stop };
