import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createCaller, CONTOSO } from "./caller.mjs";

const JOBS = `${CONTOSO}/language/analyze-text/jobs?api-version=2023-04-01`;
const PREDICT = `${CONTOSO}/language/:analyze-conversations?api-version=2023-04-01`;
const parameters = { projectName: "SupportInbox", deploymentName: "production" };

/** @param {object} [changes] @param {any[]} [documents] */
const submission = (changes, documents = [{ id: "a", text: "A parcel for Berlin." }]) =>
  JSON.stringify({
    analysisInput: { documents },
    tasks: [{ kind: "CustomSingleLabelClassification", taskName: "desk", parameters }],
    ...changes,
  });

describe("a runtime job", () => {
  test("goes from notStarted over running to its results, always the same", async () => {
    const { start, getJson, clock, finish } = createCaller();
    const url = await start(JOBS, submission());
    assert.match(url, /\/language\/analyze-text\/jobs\/[\w-]{36}\?api-version=2023-04-01$/);
    const begun = await getJson(url);
    assert.deepEqual(
      [begun.status, begun.tasks],
      ["notStarted", { completed: 0, failed: 0, inProgress: 1, total: 1, items: [] }],
    );
    await clock.pass(1500);
    assert.equal((await getJson(url)).status, "running");
    await finish();
    const done = await getJson(url);
    assert.equal(done.status, "succeeded");
    const [{ kind, taskName, status, results }] = done.tasks.items;
    assert.deepEqual([kind, taskName, status], ["CustomSingleLabelClassificationLROResults", "desk", "succeeded"]);
    const [document] = results.documents;
    assert.deepEqual(
      [document.id, document.class.length, results.errors, results.projectName],
      ["a", 1, [], "SupportInbox"],
    );
    const again = await start(JOBS, submission());
    await finish();
    assert.deepEqual((await getJson(again)).tasks.items[0].results.documents, results.documents);
  });

  test("has an error for each document that it cannot read", async () => {
    const { start, getJson, finish } = createCaller();
    const long = "x".repeat(125_001);
    const url = await start(
      JOBS,
      submission({}, [
        { id: "a", text: "" },
        { id: "b", text: long },
        { id: "c", text: "c" },
      ]),
    );
    await finish();
    const { results } = (await getJson(`${url}&showStats=true`)).tasks.items[0];
    assert.deepEqual(
      results.errors.map((/** @type {any} */ { id, error }) => [id, error.innererror.code]),
      [
        ["a", "InvalidDocument"],
        ["b", "InvalidDocument"],
      ],
    );
    assert.deepEqual(results.statistics, {
      documentsCount: 3,
      validDocumentsCount: 1,
      erroneousDocumentsCount: 2,
      transactionsCount: 1,
    });
  });

  test("gives its documents in pages", async () => {
    const { start, getJson, finish } = createCaller();
    const url = await start(
      JOBS,
      submission(
        {},
        Array.from({ length: 5 }, (_, index) => ({ id: `${index}`, text: "t" })),
      ),
    );
    await finish();
    const ids = [];
    for (let next = `${url}&top=2`; next;) {
      const page = await getJson(next);
      ids.push(page.tasks.items[0].results.documents.map((/** @type {any} */ { id }) => id));
      next = page.nextLink;
    }
    assert.deepEqual(ids, [["0", "1"], ["2", "3"], ["4"]]);
  });

  test("can be cancelled while it runs", async () => {
    const { start, post, getJson, finish } = createCaller();
    const url = await start(JOBS, submission());
    assert.equal((await post(url.replace("?", ":cancel?"))).status, 202);
    assert.equal((await getJson(url)).status, "cancelling");
    await finish();
    assert.equal((await getJson(url)).status, "cancelled");
  });

  test("is refused when its request is wrong", async () => {
    const { post } = createCaller();
    for (const [body, status] of /** @type {[string, number][]} */ ([
      ["{", 400],
      ["{}", 400],
      [submission({}, []), 400],
      [
        submission({}, [
          { id: "a", text: "t" },
          { id: "a", text: "t" },
        ]),
        400,
      ],
      [
        submission(
          {},
          Array.from({ length: 26 }, (_, index) => ({ id: `${index}`, text: "t" })),
        ),
        400,
      ],
      [submission({ tasks: [] }), 400],
      [submission({ tasks: [{ kind: "CustomEntityRecognition", parameters }] }), 400],
      [
        submission({
          tasks: [{ kind: "CustomSingleLabelClassification", parameters: { ...parameters, deploymentName: "none" } }],
        }),
        404,
      ],
    ])) {
      assert.equal((await post(JOBS, body)).status, status, body.slice(0, 80));
    }
    assert.equal((await post(JOBS.split("?")[0], submission())).status, 400);
  });

  test("is known only to its own resource, and not at an authoring path", async () => {
    const { start, get } = createCaller();
    const url = await start(JOBS, submission());
    assert.equal((await get(url.replace("contoso", "fabrikam"))).status, 404);
    assert.equal((await get(url.replace("analyze-text", "analyze-conversations"))).status, 404);
    assert.equal(
      (await get(`${CONTOSO}/language/analyze-text/projects/SupportInbox/export/jobs/1?api-version=2021-11-01-preview`))
        .status,
      404,
    );
  });
});

describe("a job on native documents", () => {
  const NATIVE = `${CONTOSO}/language/analyze-documents/jobs?api-version=2024-11-15-preview`;
  const blob = (/** @type {string} */ location) => ({
    kind: "AzureBlob",
    location: `https://contoso.blob.core.windows.net/${location}`,
  });
  const native = (/** @type {object} */ changes = {}, task = "AbstractiveSummarization") =>
    JSON.stringify({
      analysisInput: {
        documents: [{ id: "1", source: blob("in/a.txt?sig=s"), target: blob("out?sig=t"), ...changes }],
      },
      tasks: [{ kind: task, parameters: {} }],
    });

  test("writes files at the target, and repeats no SAS token", async () => {
    const { start, getJson, finish } = createCaller();
    const url = await start(NATIVE, native());
    await finish();
    const { jobId, tasks } = await getJson(url);
    const [document] = tasks.items[0].results.documents;
    const folder = `out/${jobId}/AbstractiveSummarization/1`;
    assert.deepEqual(
      [document.source, document.target],
      [blob("in/a.txt"), [blob(`${folder}/a.txt`), blob(`${folder}/a.json`)]],
    );
  });

  test("is refused when its request is wrong, or missing from the version", async () => {
    const { post } = createCaller();
    for (const [url, body, status] of /** @type {[string, string, number][]} */ ([
      [NATIVE, native({ source: undefined }), 400],
      [NATIVE, native({ target: { kind: "AzureBlob", location: "out" } }), 400],
      [NATIVE, native({}, "CustomEntityRecognition"), 400],
      [NATIVE.replace("2024-11-15-preview", "2023-04-01"), native(), 404],
      [NATIVE.replace("2024-11-15-preview", "2025-11-01"), native(), 404],
      [NATIVE.replace("2024-11-15-preview", "2026-05-01"), native(), 202],
    ])) {
      assert.equal((await post(url, body)).status, status, url + body);
    }
  });
});

describe("a prediction", () => {
  const utterance = (/** @type {string} */ text, project = "CityTransit") =>
    JSON.stringify({
      kind: "Conversation",
      analysisInput: { conversationItem: { id: "1", participantId: "1", text } },
      parameters: { projectName: project, deploymentName: "production" },
    });

  test("has the intent with the nearest examples, and entities of the project", async () => {
    const { post } = createCaller();
    const { kind, result } = await (await post(PREDICT, utterance("how do I get from Rathaus to Zoo"))).json();
    assert.deepEqual(
      [kind, result.prediction.topIntent, result.prediction.projectKind],
      ["ConversationResult", "PlanTrip", "Conversation"],
    );
    for (const { text, offset, length } of result.prediction.entities)
      assert.equal(result.query.slice(offset, offset + length), text);
    assert.equal((await post(PREDICT, utterance("a", "Nowhere"))).status, 404);
    assert.equal((await post(PREDICT, utterance(""))).status, 400);
    assert.equal((await post(PREDICT, "{")).status, 400);
  });

  test("of whole conversations has intents for each, since 2025-05-15-preview", async () => {
    const { post } = createCaller();
    const conversation = {
      id: "c",
      language: "en",
      modality: "text",
      conversationItems: [{ id: "i", participantId: "u", text: "how do I get from Rathaus to Zoo" }],
    };
    const asked = (/** @type {object} */ changes = {}) =>
      JSON.stringify({
        kind: "ConversationalAI",
        analysisInput: { conversations: [{ ...conversation, ...changes }] },
        parameters: { projectName: "CityTransit", deploymentName: "production" },
      });
    const newer = PREDICT.replace("2023-04-01", "2025-05-15-preview");
    const { kind, result } = await (await post(newer, asked())).json();
    assert.deepEqual(
      [kind, result.query, result.conversations[0].intents[0].name],
      ["ConversationalAIResult", undefined, "PlanTrip"],
    );
    assert.equal((await post(newer, asked({ language: undefined }))).status, 400);
    assert.equal((await post(PREDICT, asked())).status, 400);
  });

  test("takes a thousand requests a minute", async () => {
    const { post } = createCaller();
    for (let count = 0; count < 1000; count += 1) assert.equal((await post(PREDICT, utterance("a"))).status, 200);
    assert.equal((await post(PREDICT, utterance("a"))).status, 429);
  });
});
