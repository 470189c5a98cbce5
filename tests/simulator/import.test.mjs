import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AUTHORING, createCaller } from "./caller.mjs";

const projects = `${AUTHORING}/analyze-conversations/projects`;
const importUrl = `${projects}/Greeter/:import?api-version=2023-04-01`;
const exportUrl = `${projects}/Greeter/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01`;

/**
 * Spaces, an escaped letter, a number with a trailing zero and an unknown field, which a careless serializer would
 * lose.
 */
const greeter = `{ "projectFileVersion": "2023-04-01", "stringIndexType": "Utf16CodeUnit",
  "metadata": { "projectKind": "Conversation", "settings": { "confidenceThreshold": 0.50 }, "projectName": "Greeter", "language": "en" },
  "assets": { "projectKind": "conversation", "intents": [{ "category": "Hello" }], "newInThisVersion": "\\u00e9" } }`;

const exported = async (/** @type {ReturnType<typeof createCaller>} */ caller, url = exportUrl) => {
  const location = await caller.start(url);
  await caller.finish();
  return (await caller.get((await caller.getJson(location)).resultUrl)).text();
};

describe("an import", () => {
  test("is a job like an export, without a result", async () => {
    const { start, finish, getJson } = createCaller();
    const location = await start(importUrl, greeter);
    assert.match(location, /\/projects\/Greeter\/import\/jobs\/[^?]+\?api-version=2023-04-01$/);
    assert.equal((await getJson(location)).status, "notStarted");
    await finish();
    const last = await getJson(location);
    assert.equal(last.status, "succeeded");
    assert.equal(last.resultUrl, undefined);
  });

  test("comes back to the byte when the project is exported", async () => {
    const caller = createCaller();
    await caller.start(importUrl, greeter);
    await caller.finish();
    assert.equal(await exported(caller), greeter);
    const later = JSON.parse(await exported(caller, exportUrl.replace("2023-04-01", "2025-11-01")));
    assert.deepEqual(later, { ...JSON.parse(greeter), projectFileVersion: "2025-11-01" });
  });

  test("does not exist before its job has succeeded, nor on another resource", async () => {
    const caller = createCaller();
    await caller.start(importUrl, greeter);
    assert.equal((await caller.post(exportUrl)).status, 404);
    await caller.finish();
    assert.equal((await caller.post(exportUrl)).status, 202);
    assert.equal((await caller.post(exportUrl.replace("contoso", "fabrikam"))).status, 404);
  });

  test("that fails leaves no project", async () => {
    const caller = createCaller();
    caller.simulator.inject({ fault: "failed", on: "submit" });
    await caller.start(importUrl, greeter);
    await caller.finish();
    assert.equal((await caller.post(exportUrl)).status, 404);
  });

  test("replaces a project of the same name", async () => {
    const caller = createCaller();
    const second = greeter.replace("Hello", "Goodbye");
    await caller.start(importUrl, greeter);
    await caller.finish();
    await caller.start(importUrl, second);
    await caller.finish();
    assert.equal(await exported(caller), second);
  });

  test("takes a null for the name, as recorded, and an older file version", async () => {
    const caller = createCaller();
    await caller.start(
      importUrl,
      greeter.replace('"projectName": "Greeter"', '"projectName": null').replace("2023-04-01", "2022-05-01"),
    );
    await caller.finish();
    const file = JSON.parse(await exported(caller));
    assert.equal(file.metadata.projectName, "Greeter");
    assert.equal(file.projectFileVersion, "2023-04-01");
  });

  for (const [what, body, target] of /** @type {[string, string, string | undefined][]} */ ([
    ["that is cut off", greeter.slice(0, 100), undefined],
    ["that is a list", "[]", undefined],
    ["without a body", "", undefined],
    ["without metadata", '{"projectFileVersion":"2023-04-01","stringIndexType":"Utf16CodeUnit"}', "metadata"],
    [
      "with another project's name",
      greeter.replace('"projectName": "Greeter"', '"projectName": "greeter"'),
      "metadata.projectName",
    ],
    [
      "of another family's kind",
      greeter.replace('"projectKind": "Conversation"', '"projectKind": "CustomEntityRecognition"'),
      "metadata.projectKind",
    ],
    ["whose kinds contradict each other", greeter.replace('"conversation"', '"Orchestration"'), "assets.projectKind"],
    ["without a file version", greeter.replace("projectFileVersion", "version"), "projectFileVersion"],
    ["without a language", greeter.replace('"language": "en"', '"language": null'), "metadata.language"],
  ])) {
    test(`${what} is refused`, async () => {
      const { post } = createCaller();
      const response = await post(importUrl, body);
      assert.equal(response.status, 400);
      const { error } = await response.json();
      assert.equal(error.code, "InvalidArgument");
      assert.equal(error.target, target);
      if (target === undefined) assert.equal(error.details.length, 2);
    });
  }

  test("takes a known format, and needs a name that the service allows", async () => {
    const { post } = createCaller();
    assert.equal((await post(`${importUrl}&format=Conversation`, greeter)).status, 202);
    assert.equal((await post(`${importUrl}&format=json`, greeter)).status, 400);
    assert.equal((await post(importUrl.replace("Greeter", "My%20Greeter"), greeter)).status, 400);
  });

  test("of question answering comes back unchanged; a fileUri gives an empty project", async () => {
    const caller = createCaller();
    const url = `${AUTHORING}/query-knowledgebases/projects/Faq`;
    const exportFaq = `${url}/:export?api-version=2023-04-01`;
    const body = '{"metadata":{"language":"en"},"assets":{"qnas":[{"id":1,"answer":"Yes.","questions":["Really?"]}]}}';
    await caller.start(`${url}/:import?api-version=2023-04-01`, body);
    await caller.finish();
    assert.equal(await exported(caller, exportFaq), body);
    assert.equal((await caller.post(`${url}/:import?api-version=2023-04-01&format=tsv`, body)).status, 400);
    await caller.start(
      `${url}/:import?api-version=2023-04-01&format=tsv`,
      '{"fileUri":"https://contoso.example/faq.tsv"}',
    );
    await caller.finish();
    assert.deepEqual(JSON.parse(await exported(caller, exportFaq)).assets.qnas, []);
  });
});
