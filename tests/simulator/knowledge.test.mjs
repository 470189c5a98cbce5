import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AUTHORING, createCaller } from "./caller.mjs";

const PROJECT = `${AUTHORING}/query-knowledgebases/projects/LibraryHelp`;
const VERSION = "api-version=2023-04-01";
const UPLOADS = "api-version=2025-05-15-preview";
const source = {
  displayName: "Hours",
  source: "https://library.example/hours",
  sourceUri: "https://library.example/hours",
  sourceKind: "url",
};

/** @param {ReturnType<typeof createCaller>} caller */
function knowledge({ send, getJson, finish }) {
  /** @param {string} method @param {string} part @param {unknown} body */
  const ask = (method, part, body) =>
    send(`${PROJECT}/${part}?${VERSION}`, {
      method,
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    });
  return {
    ask,
    /** @param {string} part @returns {Promise<any[]>} */
    list: async (part) => (await getJson(`${PROJECT}/${part}?${VERSION}`)).value,
    /**
     * Waits for the end of a job.
     * @param {Response} response
     */
    async end(response) {
      assert.equal(response.status, 202);
      await finish();
      return getJson(response.headers.get("operation-location") ?? "");
    },
  };
}

/** @param {[name: string, fileName: string | undefined, text: string][]} parts */
function form(parts) {
  const body = parts.map(([name, fileName, text]) => {
    const file = fileName === undefined ? "" : `; filename="${fileName}"`;
    return `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;
  });
  return { body: `${body.join("")}--b--\r\n`, headers: { "Content-Type": "multipart/form-data; boundary=b" } };
}

describe("the sources of a project", () => {
  test("are initially those that its answers name", async () => {
    const { list } = knowledge(createCaller());
    const sources = await list("sources");
    assert.ok(sources.length > 0);
    const qnas = await list("qnas");
    assert.deepEqual(new Set(sources.map(({ source }) => source)), new Set(qnas.map(({ source }) => source)));
  });

  test("are added with what is found in them, and deleted with it", async () => {
    const { ask, list, end } = knowledge(createCaller());
    const before = await list("qnas");
    const { status, resultUrl } = await end(await ask("PATCH", "sources", [{ op: "add", value: source }]));
    assert.deepEqual([status, resultUrl], ["succeeded", "/knowledgebases/LibraryHelp"]);
    assert.equal((await list("sources")).at(-1).source, source.source);
    assert.deepEqual((await list(`qnas`)).length, before.length + 1);
    await end(await ask("PATCH", "sources", [{ op: "delete", value: source }]));
    assert.deepEqual(await list("qnas"), before);
  });

  test("are updated from files, since 2025-05-15-preview", async () => {
    const caller = createCaller();
    const { list, end } = knowledge(caller);
    const operations = JSON.stringify([{ operation: "add", fileName: "a.pdf", fileDisplayName: "A" }]);
    const given = form([
      ["files", "a.pdf", "%PDF"],
      ["fileOperations", undefined, operations],
    ]);
    const patch = (/** @type {string} */ version, /** @type {RequestInit} */ init) =>
      caller.send(`${PROJECT}/sources?${version}`, { method: "PATCH", ...init });
    assert.equal((await patch(VERSION, given)).status, 415);
    for (const wrong of [
      form([["fileOperations", undefined, operations]]),
      form([["files", "a.pdf", "%PDF"]]),
      form([
        ["files", "b.pdf", "%PDF"],
        ["fileOperations", undefined, operations],
      ]),
      { ...given, body: given.body.slice(0, -4) },
    ])
      assert.equal((await patch(UPLOADS, wrong)).status, 400);
    await end(await patch(UPLOADS, given));
    assert.deepEqual((await list("sources")).at(-1), {
      ...(await list("sources")).at(-1),
      source: "a.pdf",
      displayName: "A",
      sourceKind: "file",
    });
  });
});

describe("the questions of a project", () => {
  test("are added, replaced and deleted, and are in its exports", async () => {
    const caller = createCaller();
    const { ask, list, end } = knowledge(caller);
    await end(await ask("PATCH", "qnas", [{ op: "add", value: { answer: "Yes.", questions: ["Is it new?"] } }]));
    const { id, answer } = (await list("qnas")).at(-1);
    assert.equal(answer, "Yes.");
    await end(await ask("PATCH", "qnas", [{ op: "replace", value: { id, answer: "No.", questions: ["Is it new?"] } }]));
    assert.equal((await list("qnas")).at(-1).answer, "No.");
    const { resultUrl } = await end(await caller.post(`${PROJECT}/:export?${VERSION}`));
    assert.equal((await caller.getJson(resultUrl)).assets.qnas.at(-1).answer, "No.");
    await end(await ask("PATCH", "qnas", [{ op: "delete", value: { id } }]));
    assert.ok((await list("qnas")).every((qna) => qna.id !== id));
  });

  test("are not changed by an update that names none", async () => {
    const { ask, list, end } = knowledge(createCaller());
    const before = await list("qnas");
    const { status, errors } = await end(await ask("PATCH", "qnas", [{ op: "delete", value: { id: 4711 } }]));
    assert.deepEqual([status, errors[0].target], ["failed", "id"]);
    assert.deepEqual(await list("qnas"), before);
  });

  test("are listed of one source", async () => {
    const { getJson } = createCaller();
    const { value } = await getJson(`${PROJECT}/qnas?${VERSION}&source=nowhere`);
    assert.deepEqual(value, []);
  });
});

test("synonyms are replaced, and feedback suggests questions", async () => {
  const { ask, list } = knowledge(createCaller());
  assert.equal((await ask("PUT", "synonyms", { value: [{ alterations: ["a", "b"] }] })).status, 204);
  assert.deepEqual(await list("synonyms"), [{ alterations: ["a", "b"] }]);
  assert.equal(
    (await ask("POST", "feedback", { records: [{ qnaId: 1, userId: "u", userQuestion: "How?" }] })).status,
    204,
  );
  assert.equal((await list("qnas"))[0].activeLearningSuggestions.at(-1).clusterHead, "How?");
});

test("bodies that are not in the contract are refused", async () => {
  const { ask } = knowledge(createCaller());
  for (const [method, part, body] of /** @type {[string, string, unknown][]} */ ([
    ["PATCH", "sources", {}],
    ["PATCH", "sources", [{ op: "add", value: {} }]],
    ["PATCH", "qnas", [{ op: "upsert", value: {} }]],
    ["PATCH", "qnas", [{ op: "add" }]],
    ["PUT", "synonyms", { value: ["a"] }],
    ["POST", "feedback", {}],
  ]))
    assert.equal((await ask(method, part, body)).status, 400, part);
});

test("a project is created with plain JSON, and imported from files", async () => {
  const caller = createCaller();
  const url = `${AUTHORING}/query-knowledgebases/projects/New`;
  const create = (/** @type {string} */ type) =>
    caller.send(`${url}?${VERSION}`, {
      method: "PATCH",
      body: JSON.stringify({ language: "en" }),
      headers: { "Content-Type": type },
    });
  assert.equal((await create("application/merge-patch+json")).status, 415);
  assert.equal((await create("application/json; charset=utf-8")).status, 201);
  const given = form([["files", "a.tsv", "Q\tA"]]);
  assert.equal((await caller.post(`${url}/:import?${VERSION}`, given.body, given)).status, 415);
  assert.equal((await caller.post(`${url}/:import?${UPLOADS}`, given.body, given)).status, 202);
  await caller.finish();
  assert.equal((await caller.getJson(`${url}/qnas?${VERSION}`)).value[0].source, "a.tsv");
});
