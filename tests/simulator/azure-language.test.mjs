import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AUTHORING, CONTOSO, createCaller, EXPORT, QNA_EXPORT } from "./caller.mjs";

const TEXT_JOB_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}_639090432000000000$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("an export of a text project", () => {
  test("is accepted with an empty body and the job's URL in a header", async () => {
    const { post } = createCaller();
    const response = await post(EXPORT);
    assert.equal(response.status, 202);
    assert.equal(await response.text(), "");
    assert.equal(response.headers.get("content-length"), "0");
    assert.equal(response.headers.get("content-type"), null);
    assert.equal(response.headers.get("retry-after"), null);
    assert.equal(response.headers.get("access-control-expose-headers"), "*");
    assert.match(response.headers.get("apim-request-id") ?? "", GUID);
    assert.equal(response.headers.get("request-id"), response.headers.get("apim-request-id"));
    assert.equal(response.headers.get("date"), "Sat, 14 Mar 2026 09:26:53 GMT");
    const location = new URL(response.headers.get("operation-location") ?? "");
    assert.equal(location.origin, CONTOSO);
    assert.equal(location.search, "?api-version=2023-04-01");
    const [path, id] = location.pathname.split("/jobs/");
    assert.equal(path, "/language/authoring/analyze-text/projects/SupportInbox/export");
    // The suffix is the UTC midnight of the day, in .NET ticks.
    assert.match(id, TEXT_JOB_ID);
  });

  test("succeeds within three seconds by way of notStarted and running, with keys in the recorded order", async () => {
    const { start, getJson, get, clock } = createCaller();
    const location = await start();
    const jobId = location.split(/[/?]/).at(-2);
    const first = await getJson(location);
    assert.deepEqual(Object.keys(first), [
      "jobId",
      "createdDateTime",
      "lastUpdatedDateTime",
      "expirationDateTime",
      "status",
    ]);
    assert.deepEqual(first, {
      jobId,
      createdDateTime: "2026-03-14T09:26:53Z",
      lastUpdatedDateTime: "2026-03-14T09:26:53Z",
      expirationDateTime: "2026-03-21T09:26:53Z",
      status: "notStarted",
    });
    await clock.pass(800);
    assert.equal((await getJson(location)).status, "running");
    await clock.pass(2200);
    const response = await get(location);
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal(response.headers.get("retry-after"), null);
    const last = await response.json();
    assert.deepEqual(Object.keys(last), [
      "resultUrl",
      "jobId",
      "createdDateTime",
      "lastUpdatedDateTime",
      "expirationDateTime",
      "status",
    ]);
    assert.equal(last.status, "succeeded");
    assert.equal(last.resultUrl, location.replace("?", "/result?"));
  });

  test("gives the project as its file, with the api-version of the export", async () => {
    const { start, finish, get } = createCaller();
    const location = await start();
    await finish();
    const response = await get(location.replace("?", "/result?"));
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal(response.headers.get("content-disposition"), null);
    const file = await response.json();
    assert.deepEqual(Object.keys(file), ["projectFileVersion", "stringIndexType", "metadata", "assets"]);
    assert.equal(file.projectFileVersion, "2023-04-01");
    assert.equal(file.metadata.projectName, "SupportInbox");
    assert.ok(file.assets.documents.length > 30);
  });

  test("has no result before it has succeeded", async () => {
    const { start, get } = createCaller();
    const location = await start();
    const response = await get(location.replace("?", "/result?"));
    assert.equal(response.status, 404);
  });

  test("is forgotten after seven days", async () => {
    const { start, get, clock } = createCaller();
    const location = await start();
    await clock.pass(7 * 86_400_000 - 1);
    assert.equal((await get(location)).status, 200);
    await clock.pass(1);
    const response = await get(location);
    assert.equal(response.status, 404);
    assert.equal((await response.json()).error.code, "OperationNotFound");
    assert.equal((await get(location.replace("?", "/result?"))).status, 404);
  });

  test("takes as long as the pace says", async () => {
    const atOnce = createCaller({ pace: 0 });
    assert.equal((await atOnce.getJson(await atOnce.start())).status, "succeeded");
    const slow = createCaller({ pace: 10 });
    const location = await slow.start();
    await slow.clock.pass(9_000);
    assert.notEqual((await slow.getJson(location)).status, "succeeded");
  });
});

describe("the URL of a job", () => {
  const jobPath = async (/** @type {string} */ url) => {
    const { start } = createCaller();
    return (await start(url)).replace(/jobs\/[^?/]+/, "jobs/ID");
  };

  test("keeps host, port, gateway prefix and any api-version of the request", async () => {
    assert.equal(
      await jobPath(
        "http://localhost:7071/apim/nl%20p/language/authoring/analyze-conversations/projects/CityTransit/:export?stringIndexType=Utf16CodeUnit&api-version=2099-12-31-future",
      ),
      "http://localhost:7071/apim/nl%20p/language/authoring/analyze-conversations/projects/CityTransit/export/jobs/ID?api-version=2099-12-31-future",
    );
  });

  test("is normalised when the endpoint ended with a slash", async () => {
    assert.equal(
      await jobPath(EXPORT.replace("/language", "//language")),
      `${AUTHORING}/analyze-text/projects/SupportInbox/export/jobs/ID?api-version=2023-04-01`,
    );
  });

  test("names the default port in question answering", async () => {
    assert.equal(
      await jobPath(QNA_EXPORT),
      `${CONTOSO}:443/language/authoring/query-knowledgebases/projects/LibraryHelp/export/jobs/ID?api-version=2023-04-01`,
    );
    assert.match(
      await jobPath(QNA_EXPORT.replace(CONTOSO, "http://127.0.0.1:8787")),
      /^http:\/\/127\.0\.0\.1:8787\/language/,
    );
  });

  test("has the paths of 2021: no authoring/, no api-version, and internal/ before the result", async () => {
    const { start, finish, getJson, get } = createCaller();
    const location = await start(
      `${CONTOSO}/language/analyze-text/projects/SupportInbox/:export?api-version=2021-11-01-preview`,
    );
    assert.match(location, /\/language\/analyze-text\/projects\/SupportInbox\/export\/jobs\/[^?]+$/);
    await finish();
    assert.equal((await get(location)).status, 400);
    const { resultUrl } = await getJson(`${location}?api-version=2021-11-01-preview`);
    assert.match(resultUrl, /\/language\/analyze-text\/internal\/projects\/SupportInbox\/export\/jobs\/[^?]+\/result$/);
    assert.equal((await get(resultUrl)).status, 404);
    assert.equal((await get(`${resultUrl}?api-version=2021-11-01-preview`)).status, 200);
  });

  test("keeps the api-version in question answering of 2021-10-01, which exposes no header", async () => {
    const { post } = createCaller();
    const response = await post(
      `${CONTOSO}/language/query-knowledgebases/projects/LibraryHelp/:export?api-version=2021-10-01&format=json`,
    );
    assert.equal(response.status, 202);
    assert.match(
      response.headers.get("operation-location") ?? "",
      /:443\/language\/query-knowledgebases\/projects\/LibraryHelp\/export\/jobs\/[^?]+\?api-version=2021-10-01$/,
    );
    assert.equal(response.headers.get("access-control-expose-headers"), null);
  });

  test("is not found in the old shape with a newer version", async () => {
    const { post } = createCaller();
    const response = await post(EXPORT.replace("authoring/", ""));
    assert.equal(response.status, 404);
  });
});

describe("question answering", () => {
  test("has bare GUIDs, dates with an offset and Retry-After before the job has started", async () => {
    const { start, get, finish } = createCaller();
    const location = await start(QNA_EXPORT);
    const response = await get(location);
    assert.equal(response.headers.get("retry-after"), "30");
    const first = await response.json();
    assert.deepEqual(Object.keys(first), [
      "createdDateTime",
      "expirationDateTime",
      "jobId",
      "lastUpdatedDateTime",
      "status",
    ]);
    assert.match(first.jobId, GUID);
    assert.equal(first.createdDateTime, "2026-03-14T09:26:53+00:00");
    assert.equal(first.expirationDateTime, "2026-03-14T15:26:53+00:00");
    await finish();
    const last = await get(location);
    assert.equal(last.headers.get("retry-after"), null);
    assert.deepEqual(Object.keys(await last.json()).slice(-2), ["status", "resultUrl"]);
  });

  const exported = async (/** @type {string} */ query) => {
    const { start, finish, getJson, get } = createCaller();
    const location = await start(`${QNA_EXPORT}&${query}`);
    await finish();
    return get((await getJson(location)).resultUrl);
  };

  test("exports JSON, whole or in part", async () => {
    const file = await (await exported("format=json")).json();
    assert.deepEqual(Object.keys(file.assets), ["synonyms", "qnas"]);
    assert.deepEqual(Object.keys((await (await exported("assetKind=synonyms")).json()).assets), ["synonyms"]);
    assert.deepEqual(Object.keys((await (await exported("assetKind=qnas")).json()).assets), ["qnas"]);
  });

  test("exports tab-separated values, one row a question", async () => {
    const response = await exported("format=tsv");
    assert.match(response.headers.get("content-type") ?? "", /^text\/tab-separated-values/);
    const [header, ...rows] = (await response.text())
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split("\t"));
    assert.deepEqual(header.slice(0, 2), ["Question", "Answer"]);
    assert.ok(rows.length > 30);
    assert.ok(rows.every(({ length }) => length === header.length));
  });

  test("exports a workbook", async () => {
    const response = await exported("format=excel");
    assert.match(response.headers.get("content-type") ?? "", /spreadsheetml\.sheet$/);
    assert.equal(new TextDecoder().decode((await response.arrayBuffer()).slice(0, 2)), "PK");
  });
});

describe("a request that the contract forbids", () => {
  const refusal = async (/** @type {string} */ url, /** @type {RequestInit} */ init = { method: "POST" }) => {
    const { send } = createCaller();
    const response = await send(url, init);
    return [response.status, (await response.json()).error];
  };

  test("without api-version is refused", async () => {
    const [status, error] = await refusal(EXPORT.replace("&api-version=2023-04-01", ""));
    assert.equal(status, 400);
    assert.equal(error.target, "api-version");
  });

  test("without a required parameter is refused, by the version's own rules", async () => {
    const text = `${AUTHORING}/analyze-text/projects/SupportInbox/:export?api-version=`;
    const conversations = `${AUTHORING}/analyze-conversations/projects/CityTransit/:export?stringIndexType=Utf16CodeUnit&api-version=`;
    assert.equal((await refusal(`${text}2023-04-01`))[1].target, "stringIndexType");
    assert.equal((await refusal(`${text}2022-05-01`))[1].target, "stringIndexType");
    assert.equal((await refusal(`${conversations}2022-05-01&format=Text`))[1].target, "format");
    const { post } = createCaller();
    assert.equal((await post(`${conversations}2022-05-01`)).status, 202);
    assert.equal((await post(`${conversations}2022-05-01&format=Conversation`)).status, 202);
    assert.equal((await post(`${conversations}2023-04-01&format=Luis`)).status, 202);
  });

  test("with a value that no version knows is refused", async () => {
    assert.equal((await refusal(EXPORT.replace("Utf16CodeUnit", "TextElement_V8")))[1].target, "stringIndexType");
    assert.equal((await refusal(EXPORT.replace("Utf16CodeUnit", "Utf32CodeUnit")))[0], 400);
    assert.equal((await refusal(`${QNA_EXPORT}&format=csv`))[1].target, "format");
    const { post } = createCaller();
    assert.equal(
      (await post(EXPORT.replace("Utf16CodeUnit", "Utf32CodeUnit").replace("2023-04-01", "2025-05-15-preview"))).status,
      202,
    );
  });

  test("for a missing project is refused in the family's own shape", async () => {
    const [status, error] = await refusal(EXPORT.replace("SupportInbox", "supportinbox"));
    assert.equal(status, 404);
    assert.equal(error.code, "ProjectNotFound");
    assert.equal(error.details, undefined);
    const [, knowledgeBaseError] = await refusal(QNA_EXPORT.replace("LibraryHelp", "Nowhere"));
    assert.equal(knowledgeBaseError.code, "ProjectNotFound");
    assert.match(knowledgeBaseError.details[0].message, GUID);
  });

  test("for another project's, family's or host's job is not found", async () => {
    const { start, get } = createCaller();
    const location = await start();
    assert.equal((await get(location)).status, 200);
    assert.equal((await get(location.replace("SupportInbox", "MuseumCatalogue"))).status, 404);
    assert.equal((await get(location.replace("analyze-text", "analyze-conversations"))).status, 404);
    assert.equal((await get(location.replace("contoso", "fabrikam"))).status, 404);
    assert.equal((await get(location.replace("export/jobs", "import/jobs"))).status, 404);
  });

  test("with the wrong method, or to a path that names nothing, is refused", async () => {
    assert.equal((await refusal(EXPORT, {}))[0], 405);
    assert.equal((await refusal(EXPORT.replace(":export", "export/jobs/1"), { method: "POST" }))[0], 405);
    assert.equal((await refusal(EXPORT.replace("/:export", ":export")))[0], 404);
    assert.equal((await refusal(EXPORT.replace("analyze-text", "analyze-images")))[0], 404);
    assert.equal((await refusal("https://contoso.example/"))[0], 404);
    assert.equal((await refusal(EXPORT.replace("SupportInbox", "%E0%A4%A")))[0], 404);
  });
});
