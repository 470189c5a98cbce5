// The runtime and fail-over, used in accordance with their types, and misuses that must not compile. Checked, never
// run.
import {
  LanguageFailover,
  LanguageRuntime,
  Service,
  type AnalysisDocuments,
  type AnalysisOptions,
  type AnalysisResults,
  type AnalyzedDocument,
  type AnsweredBy,
  type FailoverState,
  type HttpRequest,
  type HttpResponse,
  type Job,
  type AnalysisFamily,
  type ConversationsOptions,
  type ConversationsPrediction,
  type DocumentLocation,
  type NativeAnalysisOptions,
  type NativeDocuments,
  type PredictionConversations,
  type LanguageFailoverOptions,
  type LanguageRuntimeOptions,
  type PollOptions,
  type PredictedEntity,
  type Prediction,
  type PredictionOptions,
} from "export-jobs/all";

declare function send(request: HttpRequest): Promise<HttpResponse>;

const primary: LanguageRuntimeOptions = {
  endpoint: "https://west.cognitiveservices.azure.com",
  credential: { key: "k" },
  apiVersion: "2023-04-01",
  trustedOrigins: [],
};
const runtime: Service = new LanguageRuntime(primary);
const client = new LanguageRuntime(primary);
const wanted: AnalysisOptions = {
  project: "Loans",
  deployment: "production",
  kind: "CustomEntityRecognition",
  language: "en",
  displayName: "n",
  stringIndexType: "UnicodeCodePoint",
  loggingOptOut: true,
  showStats: true,
};
const documents: AnalysisDocuments[] = [
  ["a"],
  [{ text: "a" }, "b", { id: "c", text: "c", language: "de" }],
  new Set(["a"]),
];
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

const asked: PredictionOptions = {
  project: "City",
  deployment: "production",
  verbose: true,
  isLoggingEnabled: false,
  directTarget: "t",
  language: "en",
};
const prediction: Prediction = await client.predict("next tram", { ...asked, signal: AbortSignal.timeout(1) });
client.readPrediction(await send(client.predictRequest("next tram", asked))) satisfies Prediction;
const others: (HttpRequest | Job)[] = [
  client.jobRequest({ tasks: [] }, "analyze-conversations"),
  client.job("7"),
  client.job("7", "analyze-conversations"),
];

const families: AnalysisFamily[] = ["analyze-text", "analyze-conversations", "analyze-documents"];
const target: DocumentLocation = {
  kind: "AzureContainerFolder",
  location: "https://a.example/out",
  managedIdentityClientId: "i",
};
const native: NativeDocuments = [
  { source: "https://a.example/in/a.pdf", target },
  { id: "b", source: { location: "https://a.example/in/b.pdf" }, target: "https://a.example/out", language: "de" },
];
const redact: NativeAnalysisOptions = {
  tasks: [{ kind: "PiiEntityRecognition", taskName: "t", parameters: { piiCategories: ["Person"] } }],
  language: "en",
  displayName: "n",
  showStats: true,
};
const nativeRequest: HttpRequest = client.analyzeDocumentsRequest(native, redact);
const made: (string | undefined)[] = (await client.analyzeDocuments(native, { ...redact, ...polling })).documents.map(
  ({ target }) => target?.[0]?.location,
);
const talks: PredictionConversations = [
  { language: "en", conversationItems: [{ participantId: "u", text: "a" }] },
  {
    id: "c",
    language: "en",
    modality: "transcript",
    conversationItems: new Set([{ id: "1", participantId: "u", role: "user", text: "a" }]),
  },
];
const about: ConversationsOptions = {
  project: "City",
  deployment: "production",
  language: "en",
  stringIndexType: "Utf16CodeUnit",
};
const understood: ConversationsPrediction = await client.predictConversations(talks, {
  ...about,
  signal: AbortSignal.timeout(1),
});
const intent: string | undefined = understood.conversations[0]?.intents[0]?.name;
client.readPrediction<ConversationsPrediction>(
  await send(client.predictConversationsRequest(talks, about)),
) satisfies ConversationsPrediction;

const options: LanguageFailoverOptions = {
  primary,
  secondary: { endpoint: "https://north.cognitiveservices.azure.com" },
  fetch: (request) => fetch(request),
  firstPauseMs: 1,
  longestPauseMs: 2,
  repeatLostSubmissions: false,
};
const failover = new LanguageFailover(options);
const stop: () => void = failover.onChange((state: FailoverState) => state.primary.error?.code === "throttled");
const answer: AnalysisResults & AnsweredBy = await failover.analyze(["a"], wanted);
const said: Prediction & AnsweredBy = await failover.predict("a", asked);
const files: AnalysisResults & AnsweredBy & { job: Job } = await failover.analyzeDocuments(native, redact);
const meant: ConversationsPrediction & AnsweredBy = await failover.predictConversations(talks, about);
const { current, secondary }: FailoverState = failover.state;
secondary.retryInMs satisfies number | undefined;

// @ts-expect-error: no such kind
client.analyzeRequest(["a"], { ...wanted, kind: "Sentiment" });
// @ts-expect-error: a project is needed
client.predictRequest("a", { deployment: "production" });
// @ts-expect-error: a target is needed
client.analyzeDocumentsRequest([{ source: "https://a.example/in/a.pdf" }], redact);
// @ts-expect-error: no such task on native documents
client.analyzeDocumentsRequest(native, { tasks: [{ kind: "CustomEntityRecognition" }] });
// @ts-expect-error: two resources are needed
new LanguageFailover({ primary });
// @ts-expect-error: fail-over drives; it has no requests to hand out
failover.analyzeRequest(["a"], wanted);

export {
  answer,
  current,
  families,
  files,
  intent,
  made,
  meant,
  nativeRequest,
  next,
  others,
  prediction,
  runtime,
  said,
  scores,
  stop,
};
