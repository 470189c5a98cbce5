// Deployed models: analyses from the documents to the last page, predictions, and failures.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, thrown, wrong } from "../support/expect.js";
import { always, answer, CONTOSO, KEY, scripted } from "../support/scripted-service.js";
import { simulatorIn } from "../support/simulated.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

const REPORTS = { project: "MaintenanceReports", deployment: "production", kind: "CustomEntityRecognition" };
const INBOX = { project: "SupportInbox", deployment: "production", kind: "CustomSingleLabelClassification" };
const CITY = { project: "CityTransit", deployment: "production" };
const JOBS = `${CONTOSO}/language/analyze-text/jobs`;
const JOB = `${JOBS}/7?api-version=2023-04-01`;

/** A client against the simulator, in virtual time. `hears` keeps the requests. */
const scenario = (name, play) =>
  test(name, () =>
    inVirtualTime((time) => {
      const simulator = simulatorIn(time);
      const requests = [];
      const fetch = async (request) => {
        requests.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`);
        return simulator.fetch(request);
      };
      const runtime = new api.LanguageRuntime({ endpoint: CONTOSO, credential: { key: "demo-key" } });
      return play({ time, simulator, runtime, fetch, requests });
    }),
  );

/** A client against scripted answers. */
const scripting = (name, play) =>
  test(name, () =>
    inVirtualTime((time) => {
      const runtime = new api.LanguageRuntime({ endpoint: CONTOSO, credential: { key: KEY } });
      return play({ time, runtime, script: (...answers) => scripted(time, ...answers) });
    }),
  );

const accepted = () => answer(202, null, { "operation-location": JOB });
const state = (status, tasks = {}, more = {}) => answer(200, { jobId: "7", status, tasks, ...more });
const results = (documents, errors = []) => ({
  items: [
    {
      kind: "CustomEntityRecognitionLROResults",
      status: "succeeded",
      results: { documents, errors, projectName: "p", deploymentName: "d" },
    },
  ],
});

describe("an analysis", () => {
  scenario("gives entities whose offsets JavaScript can use", async ({ time, runtime, fetch }) => {
    const texts = ["🚧 Pump P-204 lost pressure in Hamburg.", "nothing here"];
    const heard = [];
    const { documents, errors, status, tasks, job } = await time.until(
      runtime.analyze(texts, { ...REPORTS, fetch, onProgress: ({ state }) => heard.push(state) }),
    );
    equal(
      documents.map(({ id }) => id),
      ["0", "1"],
    );
    ok(documents[0].entities.length >= 2, "entities");
    for (const { offset, length, text } of documents[0].entities) same(texts[0].slice(offset, offset + length), text);
    equal(documents[1].entities, []);
    equal([errors, status.state, status.percentComplete], [[], "succeeded", 100]);
    equal([tasks[0].project, tasks[0].deployment, tasks[0].state], ["MaintenanceReports", "production", "succeeded"]);
    same(job.service, "azure-language-runtime");
    ok(heard.includes("running") && heard.at(-1) === "succeeded", "progress");
  });

  scenario("is collected page by page", async ({ time, runtime, fetch, requests }) => {
    const documents = Array.from({ length: 25 }, (_, index) => ({ id: `d${index}`, text: `Letter ${index}` }));
    const found = await time.until(runtime.analyze(documents, { ...INBOX, showStats: true, fetch }));
    equal(
      found.documents.map(({ id }) => id),
      documents.map(({ id }) => id),
    );
    same(found.nextLink, undefined);
    equal(found.documents[24].statistics, { charactersCount: 9, transactionsCount: 1 });
    equal(found.tasks[0].statistics, {
      documentsCount: 25,
      validDocumentsCount: 25,
      erroneousDocumentsCount: 0,
      transactionsCount: 25,
    });
    ok(found.documents[0].class[0].confidenceScore > 0.4, "a score");
    same(requests.filter((request) => request.includes("showStats=true")).length, 2, "pages");
  });

  scenario("keeps the good documents next to those that could not be read", async ({ time, runtime, fetch }) => {
    const found = await time.until(
      runtime.analyze(
        [
          { id: "good", text: "Fine." },
          { id: "empty", text: "" },
        ],
        { ...INBOX, fetch },
      ),
    );
    equal(
      found.documents.map(({ id }) => id),
      ["good"],
    );
    equal(
      found.errors.map(({ id, error }) => [id, error.innerError.code]),
      [["empty", "InvalidDocument"]],
    );
  });

  scenario("resolves when it is partially completed", async ({ time, runtime, fetch, simulator }) => {
    simulator.inject({ fault: "partial", on: "submit" });
    const found = await time.until(runtime.analyze(["one", "two"], { ...INBOX, fetch }));
    same(found.status.state, "partiallyCompleted");
    equal([found.documents.length, found.errors.length], [1, 1]);
  });

  scenario("of a job that failed rejects with the service's errors", async ({ time, runtime, fetch, simulator }) => {
    simulator.inject({ fault: "failed", on: "submit" });
    const error = isError(await time.until(rejection(runtime.analyze(["one"], { ...INBOX, fetch }))), "jobFailed", api);
    same(error.errors[0].target, "#/tasks/items/0");
    ok(error.job.url.startsWith(JOBS), "the job");
  });

  scenario("of a missing deployment is refused", async ({ time, runtime, fetch }) => {
    isError(
      await time.until(rejection(runtime.analyze(["one"], { ...INBOX, deployment: "nowhere", fetch }))),
      "notFound",
      api,
    );
  });

  scenario("survives polls and pages that fail", async ({ time, runtime, fetch, simulator }) => {
    simulator.inject({ fault: "unavailable", on: "status", times: 3 });
    same((await time.until(runtime.analyze(["one"], { ...INBOX, fetch }))).documents.length, 1);
  });

  scripting("is submitted once, however the submission ends", async ({ time, runtime, script }) => {
    const { fetch, requests } = script(answer(503), accepted());
    isError(await time.until(rejection(runtime.analyze(["one"], { ...INBOX, fetch }))), "httpError", api);
    same(requests.length, 1);
  });

  scripting("repeats a page that did not come", async ({ time, runtime, script }) => {
    const page = () => state("succeeded", results([{ id: "0" }]));
    const { fetch, requests } = script(accepted(), state("succeeded"), answer(500), answer(200, "<html>"), page());
    const found = await time.until(runtime.analyze(["one"], { ...REPORTS, fetch }));
    equal([found.documents, requests.length], [[{ id: "0" }], 5]);
  });

  scripting("whose pages go round in circles ends", async ({ time, runtime, script }) => {
    const { fetch, requests } = script(
      accepted(),
      state("succeeded"),
      always(state("succeeded", results([{ id: "0" }]), { nextLink: `${JOB}&skip=1` })),
    );
    isError(await time.until(rejection(runtime.analyze(["one"], { ...REPORTS, fetch }))), "unreadableResponse", api);
    same(requests.length, 4);
  });

  scripting("does not take its key to another origin for a page", async ({ time, runtime, script }) => {
    const { fetch, requests } = script(
      accepted(),
      state("succeeded"),
      state("succeeded", results([]), { nextLink: "https://evil.example/language/analyze-text/jobs/7" }),
    );
    isError(await time.until(rejection(runtime.analyze(["one"], { ...REPORTS, fetch }))), "foreignOrigin", api);
    ok(
      requests.every(({ url }) => url.startsWith(CONTOSO)),
      "own requests",
    );
  });

  scripting("whose service echoes the key gives it to nobody", async ({ time, runtime, script }) => {
    const { fetch } = script(accepted(), state("succeeded"), state("succeeded", results([{ id: "0", novel: KEY }])));
    const found = await time.until(runtime.analyze(["one"], { ...REPORTS, fetch }));
    ok(!JSON.stringify(found).includes(KEY), "no key");
  });

  for (const at of [0, 1, 2]) {
    scripting(`can be ended at its request ${at}`, async ({ time, runtime, script }) => {
      const controller = new AbortController();
      const reason = new Error("enough");
      const hangs = () => () => (controller.abort(reason), new Promise(() => {}));
      const answers = [accepted(), state("succeeded"), state("succeeded", results([]))];
      const { fetch } = script(...answers.slice(0, at), hangs());
      same(
        await time.until(rejection(runtime.analyze(["one"], { ...REPORTS, fetch, signal: controller.signal }))),
        reason,
      );
    });
  }
});

describe("a page that sends its own requests", () => {
  scenario("has requests, readings and pages", async ({ time, runtime, fetch }) => {
    const send = async ({ method, url, headers, body }) => {
      const response = await fetch(new Request(url, { method, headers, body }));
      return { status: response.status, headers: response.headers, body: await response.text() };
    };
    const documents = Array.from({ length: 21 }, (_, index) => `Letter ${index}`);
    const request = runtime.analyzeRequest(documents, INBOX);
    same(JSON.parse(request.body).analysisInput.documents[20].text, "Letter 20");
    const job = runtime.readSubmission(request, await send(request));
    same(runtime.readStatus(await send(runtime.statusRequest(job))).state, "notStarted");
    equal(runtime.readResults(await send(runtime.statusRequest(job))).documents, []);
    await time.pass(5_000);
    const first = runtime.readResults(await send(runtime.statusRequest(job)));
    const second = runtime.readResults(await send(runtime.nextRequest(first)));
    equal([first.documents.length, second.documents.length, runtime.nextRequest(second)], [20, 1, undefined]);
  });

  scenario("follows with the common poller, and can cancel", async ({ time, runtime, fetch }) => {
    const poller = await time.until(runtime.start(runtime.analyzeRequest(["one"], INBOX), { fetch }));
    const cancelling = await fetch(
      new Request(poller.job.url.replace("?", ":cancel?"), {
        method: "POST",
        headers: { "ocp-apim-subscription-key": "demo-key" },
      }),
    );
    same(cancelling.status, 202);
    isError(await time.until(rejection(poller.pollUntilDone())), "jobCancelled", api);
    const other = await time.until(runtime.start(runtime.analyzeRequest(["one"], INBOX), { fetch }));
    const result = await time.until(other.result());
    same(JSON.parse(new TextDecoder().decode(result.bytes())).tasks.items.length, 1);
    ok(result.suggestedName.startsWith("analyze-"), result.suggestedName);
    equal(runtime.follow(JSON.stringify(other.job)).job, runtime.job(other.job.id));
  });

  scenario("can be watched on a board together with exports", async ({ time, runtime, fetch }) => {
    const board = new api.JobBoard({ clients: runtime, fetch });
    const { job } = await time.until(board.submit(runtime, runtime.analyzeRequest(["one"], INBOX)));
    same((await time.until(board.outcome(job))).state, "succeeded");
    const other = await time.until(board.submit(runtime, runtime.analyzeRequest(["two"], INBOX)));
    await time.until(board.cancel(other.job));
    isError(await time.until(rejection(board.outcome(other.job))), "jobCancelled", api);
    board.close();
  });

  scenario("submits summaries of conversations with a body of its own", async ({ time, runtime, fetch }) => {
    const body = {
      analysisInput: { conversations: [{ id: "c", language: "en", modality: "text", conversationItems: [] }] },
      tasks: [{ kind: "ConversationalSummarizationTask", parameters: { summaryAspects: ["issue"] } }],
    };
    const poller = await time.until(runtime.start(runtime.jobRequest(body, "analyze-conversations"), { fetch }));
    const result = await time.until(poller.result());
    const { documents } = runtime.readResults({ status: 200, headers: {}, body: result.bytes() });
    same(documents[0].summaries[0].aspect, "issue");
  });
});

describe("a prediction", () => {
  scenario("is given in one call, as the service sent it", async ({ time, runtime, fetch, requests }) => {
    const { query, prediction } = await time.until(
      runtime.predict("how do I get from Rathaus to Zoo", { ...CITY, fetch }),
    );
    same(query, "how do I get from Rathaus to Zoo");
    same(prediction.topIntent, "PlanTrip");
    ok(
      prediction.entities.some(({ category, text }) => category === "Stop" && text === "Rathaus"),
      "entities",
    );
    equal(requests, ["POST /language/:analyze-conversations?api-version=2023-04-01"]);
  });

  scenario("of the page's own request is read as well", async ({ runtime, fetch }) => {
    const { url, method, headers, body } = runtime.predictRequest("next tram", CITY);
    const response = await fetch(new Request(url, { method, headers, body }));
    same(runtime.readPrediction({ status: 200, headers: {}, body: await response.text() }).query, "next tram");
  });

  scenario("of a missing project is refused", async ({ time, runtime, fetch }) => {
    isError(
      await time.until(rejection(runtime.predict("a", { ...CITY, project: "citytransit", fetch }))),
      "notFound",
      api,
    );
  });
});

const IN = "https://contoso.blob.core.windows.net/in";
const OUT = "https://contoso.blob.core.windows.net/out";
const SAS = "sv=2024&sig=c2VjcmV0LXNlY3JldA";
/** @type {import("export-jobs/all").NativeAnalysisOptions} */
const REDACT = {
  tasks: [
    { kind: "PiiEntityRecognition", taskName: "redact", parameters: { redactionPolicy: { policyKind: "entityMask" } } },
  ],
};
const letter = (id, name = `${id}.pdf`) => ({
  id,
  source: `${IN}/${name}?${SAS}`,
  target: { kind: "AzureBlob", location: OUT },
});
const preview = (apiVersion) =>
  new api.LanguageRuntime({ endpoint: CONTOSO, apiVersion, credential: { key: "demo-key" } });

describe("an analysis of native documents", () => {
  scenario("is submitted, followed and read as any other", async ({ time, fetch, requests }) => {
    const runtime = preview("2024-11-15-preview");
    const found = await time.until(
      runtime.analyzeDocuments([letter("a"), letter("b", "b.xlsx")], { ...REDACT, fetch }),
    );
    equal(
      [found.status.state, found.tasks[0].kind, found.tasks[0].name],
      ["succeeded", "PiiEntityRecognitionLROResults", "redact"],
    );
    const files = found.documents[0].target.map(({ location }) => location);
    equal(
      files,
      ["a.pdf", "a.json"].map((name) => `${OUT}/${found.job.id}/PiiEntityRecognition/a/${name}`),
    );
    equal(
      found.errors.map(({ id, error }) => [id, error.innerError.code]),
      [["b", "InvalidDocument"]],
    );
    same(requests[0], "POST /language/analyze-documents/jobs?api-version=2024-11-15-preview");
    ok(!JSON.stringify(found).includes("sig="), "no SAS token");
    // The same by hand.
    const poller = await time.until(runtime.start(runtime.analyzeDocumentsRequest([letter("a")], REDACT), { fetch }));
    const result = await time.until(poller.result());
    same(runtime.readResults({ status: 200, headers: {}, body: result.bytes() }).documents[0].id, "a");
    for (const job of [poller.job.url, JSON.stringify(poller.job)]) equal(runtime.follow(job).job, poller.job);
    equal(runtime.job(poller.job.id, "analyze-documents"), poller.job);
    const body = JSON.parse(String(runtime.analyzeDocumentsRequest([letter("a")], REDACT).body));
    equal(JSON.parse(String(runtime.jobRequest(body, "analyze-documents").body)), body);
  });

  scenario("is cancelled", async ({ time, fetch }) => {
    const runtime = preview("2026-05-15-preview");
    const board = new api.JobBoard({ clients: runtime, fetch });
    const { job } = await time.until(board.submit(runtime, runtime.analyzeDocumentsRequest([letter("a")], REDACT)));
    await time.until(board.cancel(job));
    isError(await time.until(rejection(board.outcome(job))), "jobCancelled", api);
    board.close();
  });

  scenario("goes to the other resource when the first one is down", async ({ time, simulator, fetch }) => {
    const at = (name) => ({
      endpoint: `https://${name}.cognitiveservices.azure.com`,
      apiVersion: "2024-11-15-preview",
      credential: { key: "demo-key" },
    });
    const failover = new api.LanguageFailover({ primary: at("contoso"), secondary: at("fabrikam"), fetch });
    simulator.inject({ fault: "unavailable", on: "submit" });
    const found = await time.until(failover.analyzeDocuments([letter("a")], REDACT));
    equal([found.answeredBy, found.documents.length], ["secondary", 1]);
  });

  scenario(
    "is refused by name when the api-version has no native documents, and no SAS token is shown",
    async ({ runtime, requests }) => {
      const newer = preview("2024-11-15-preview");
      for (const [client, documents, options, words] of [
        [runtime, [letter("a")], REDACT, "2023-11-15-preview"],
        [newer, [letter("a")], {}, "tasks must be a list"],
        [newer, [letter("a")], { tasks: [] }, "at least one task"],
        [newer, [letter("a")], { tasks: [{ kind: "Sentiment" }] }, "not a task on native documents"],
        [newer, [letter("a")], { tasks: [{ ...REDACT.tasks[0], parameters: "{}" }] }, "task.parameters"],
        [newer, [], REDACT, "at least one document"],
        [newer, [{ ...letter("a"), source: `in/a.pdf?${SAS}` }], REDACT, "source of document"],
        [newer, [{ ...letter("a"), target: 7 }], REDACT, "document.target"],
        [newer, [{ ...letter("a"), target: undefined }], REDACT, "document.target"],
        [newer, [letter("a"), letter("a")], REDACT, 'the id "a"'],
      ]) {
        const error = isError(
          thrown(() => client.analyzeDocumentsRequest(documents, options)),
          "invalidArgument",
          api,
        );
        ok(error.message.includes(words) && !error.message.includes("c2Vjcm"), `${words} in: ${error.message}`);
      }
      same(requests.length, 0);
    },
  );
});

describe("a prediction of whole conversations", () => {
  const said = [
    {
      id: "trip",
      conversationItems: [
        { participantId: "user", text: "hm" },
        { participantId: "user", role: "user", text: "how do I get from Rathaus to Zoo" },
      ],
    },
  ];

  scenario("has intents and entities for each of them", async ({ time, fetch, requests }) => {
    const runtime = preview("2025-05-15-preview");
    const { conversations } = await time.until(runtime.predictConversations(said, { ...CITY, language: "en", fetch }));
    const [{ id, intents }] = conversations;
    equal([id, intents[0].name, intents[0].conversationItemRanges], ["trip", "PlanTrip", [{ offset: 1, count: 1 }]]);
    ok(
      intents[0].entities.some(
        ({ name, text, conversationItemId }) => name === "Stop" && text === "Rathaus" && conversationItemId === "2",
      ),
      "entities",
    );
    equal(requests, ["POST /language/:analyze-conversations?api-version=2025-05-15-preview"]);
    const { url, method, headers, body } = runtime.predictConversationsRequest(said, { ...CITY, language: "en" });
    const response = await fetch(new Request(url, { method, headers, body: String(body) }));
    const read = /** @type {import("export-jobs/all").ConversationsPrediction} */ (
      runtime.readPrediction({ status: 200, headers: {}, body: await response.text() })
    );
    equal(read.conversations, conversations);
  });

  scenario("is refused when the request is invalid", async ({ runtime }) => {
    const newer = preview("2025-11-15-preview");
    for (const [client, conversations, options, words] of [
      [runtime, said, { ...CITY, language: "en" }, "2025-05-15-preview"],
      [newer, said, CITY, "language of conversation"],
      [newer, "hi", CITY, "conversations must be a list"],
      [newer, [{ id: "a" }], CITY, "conversationItems must be a list"],
      [newer, [{ conversationItems: [{ text: "a" }] }], CITY, "conversationItem.participantId"],
    ]) {
      const error = isError(
        thrown(() => client.predictConversationsRequest(conversations, options)),
        "invalidArgument",
        api,
      );
      ok(error.message.includes(words), `${words} in: ${error.message}`);
    }
  });
});

describe("wrong arguments", () => {
  scenario("throw immediately, and say what is wrong", async ({ runtime, requests, fetch }) => {
    for (const [documents, options, words] of /** @type {[documents: any, options: any, words: string][]} */ ([
      [undefined, INBOX, "must be a list"],
      ["text", INBOX, "must be a list"],
      [[], INBOX, "at least one"],
      [[1], INBOX, "document must be an object"],
      [[{}], INBOX, "document.text"],
      [[{ text: 1 }], INBOX, "document.text"],
      [[{ id: 1, text: "a" }], INBOX, "document.id"],
      [Array(26).fill("a"), INBOX, "26 documents"],
      [["x".repeat(125_001)], INBOX, "125001"],
      [["a"], undefined, "options.kind"],
      [["a"], { ...INBOX, kind: "Sentiment" }, "not a kind of analysis"],
      [["a"], { ...INBOX, project: "" }, "project's name"],
      [["a"], { ...INBOX, showStats: 1 }, "options.showStats"],
      [["a"], { ...INBOX, stringIndexType: "Utf16CodeUnit" }, "stringIndexType"],
    ])) {
      for (const call of ["analyzeRequest", "analyze"]) {
        const error = isError(
          thrown(() => runtime[call](documents, options && { ...options, fetch })),
          "invalidArgument",
          api,
        );
        ok(error.message.includes(words), `${words} in: ${error.message}`);
      }
    }
    for (const [text, options, words] of [
      [1, CITY, "The text"],
      ["", CITY, "text of the utterance"],
      ["x".repeat(1_001), CITY, "1000"],
      ["a", { ...CITY, deployment: undefined }, "options.deployment"],
    ]) {
      for (const call of ["predictRequest", "predict"]) {
        ok(
          isError(
            thrown(() => runtime[call](text, options)),
            "invalidArgument",
            api,
          ).message.includes(words),
          words,
        );
      }
    }
    isError(
      thrown(() => runtime.jobRequest("{}")),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => runtime.jobRequest({}, "query-knowledgebases")),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => runtime.job("", "analyze-text")),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => runtime.nextRequest({ nextLink: 1 })),
      "invalidArgument",
      api,
    );
    isError(
      thrown(() => new api.LanguageRuntime(wrong({}))),
      "invalidArgument",
      api,
    );
    same(requests.length, 0);
  });
});
