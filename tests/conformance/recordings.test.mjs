// Replays HTTP exchanges that Microsoft's SDK tests recorded. `start` must send the same requests, and follow them to
// the end.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import init, { AzureLanguage } from "export-jobs/all";
import { inVirtualTime } from "../support/virtual-time.js";

const recordings = new URL("../../../shared/recordings/", import.meta.url);
const areHere = existsSync(recordings);
if (!areHere) console.log(`Skipped: the recordings are not at ${recordings.pathname}.`);

const read = (name) => JSON.parse(readFileSync(new URL(name, recordings), "utf8"));
const byName = (headers) => new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

/** Compares the meaningful part of a request with the recording. `fetch` adds the rest by itself. */
function checkRequest(request, entry) {
  assert.equal(request.method, entry.RequestMethod);
  assert.equal(request.url, entry.RequestUri);
  const recorded = byName(entry.RequestHeaders);
  if (recorded.has("ocp-apim-subscription-key"))
    assert.equal(request.headers.get("Ocp-Apim-Subscription-Key"), recorded.get("ocp-apim-subscription-key"));
  if (recorded.has("accept")) assert.equal(request.headers.get("Accept"), recorded.get("accept"));
  assert.equal(request.body, null, "recorded without a body");
}

/** Returns a `fetch` that plays the entries in order. */
function playing(entries) {
  const left = [...entries];
  const fetch = async (request) => {
    const entry = left.shift();
    assert.ok(entry, `one request more than recorded: ${request.url}`);
    checkRequest(request, entry);
    const body = entry.ResponseBody === null ? null : JSON.stringify(entry.ResponseBody);
    const headers = new Headers(entry.ResponseHeaders);
    headers.delete("Content-Length");
    return new Response(body, { status: entry.StatusCode, headers });
  };
  return { fetch, left };
}

/** Returns the call that sends the recorded submission. */
function callOf({ RequestUri }) {
  const url = new URL(RequestUri);
  const [, family, project] = url.pathname.match(
    /\/(analyze-text|analyze-conversations|query-knowledgebases)\/projects\/([^/]+)\/:export$/,
  );
  const { "api-version": apiVersion, ...options } = Object.fromEntries(url.searchParams);
  return {
    endpoint: url.origin,
    family: /** @type {import("export-jobs/all").AzureLanguageOptions["family"]} */ (family),
    project: decodeURIComponent(project),
    apiVersion,
    options,
  };
}

describe("recordings", { skip: !areHere }, async () => {
  await init();

  for (const name of [
    "text-export-2025-05-15-preview.json",
    "clu-export-2023-04-01.json",
    "qna-export-2021-10-01.json",
  ]) {
    test(`${name} runs through start to its end, with the requests that were recorded`, () =>
      inVirtualTime(async (time) => {
        const { Entries: entries } = read(name);
        const { endpoint, family, project, apiVersion, options } = callOf(entries[0]);
        const language = new AzureLanguage({ endpoint, family, apiVersion, credential: { key: "Sanitized" } });
        const { fetch, left } = playing(entries);

        const states = [];
        const whole = (async () => {
          const poller = await language.start(language.exportRequest(project, options), { fetch });
          for await (const status of poller) states.push(status.serviceState);
          // Only one of the recordings continues to the result.
          return left.length > 0 ? await poller.result() : undefined;
        })();
        const result = await time.until(whole);

        const polls = entries.filter(({ ResponseBody }) => ResponseBody?.status);
        assert.deepEqual(
          states,
          polls.map(({ ResponseBody }) => ResponseBody.status),
        );
        assert.deepEqual(left, []);
        const file = entries.find(({ ResponseBody }) => ResponseBody?.projectFileVersion)?.ResponseBody;
        assert.equal(result !== undefined, file !== undefined);
        if (result === undefined) return;
        assert.deepEqual(JSON.parse(new TextDecoder().decode(result.bytes())), file);
        assert.equal(result.suggestedName, `${file.metadata.projectName}.json`);
        assert.equal(result.project().summary().counts.utterances, file.assets.utterances.length);
      }));
  }

  test("error bodies of the gateway and the services become the matching errors", () => {
    const bodies = read("misc-bodies.json");
    const language = new AzureLanguage({
      endpoint: "https://contoso.cognitiveservices.azure.com",
      family: "analyze-text",
    });
    const failure = (status, { ResponseHeaders = {}, ResponseBody }) => {
      try {
        return language.readStatus({ status, headers: ResponseHeaders, body: JSON.stringify(ResponseBody) });
      } catch (error) {
        return error;
      }
    };
    const refused = failure(401, bodies.gateway_401);
    assert.equal(refused.code, "unauthorized");
    assert.equal(refused.requestId, bodies.gateway_401.ResponseHeaders["apim-request-id"]);
    assert.equal(refused.errors[0].message, bodies.gateway_401.ResponseBody.error.message);
    const invalid = failure(400, bodies.authoring_400);
    assert.deepEqual(
      [invalid.code, invalid.errors[0].details.length],
      ["httpError", bodies.authoring_400.ResponseBody.error.details.length],
    );
    assert.equal(failure(404, bodies.qna_404).code, "notFound");
    assert.equal(failure(200, bodies.job_cancelling).state, "cancelling");
    const sample = failure(200, bodies.doc_ner_job_sample);
    assert.deepEqual([sample.state, sample.isDone, sample.errors[0].code], ["unknown", false, "unknown"]);
  });
});
