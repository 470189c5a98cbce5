// The requests that the builders make, held against Microsoft's OpenAPI by a validator of JSON Schema, and Microsoft's example answers, read by the parsers.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import init, { AzureLanguage } from "export-jobs";
import { OpenApi } from "../simulator/openapi.mjs";

const specs = new URL("../../../shared/specs/azure-language/", import.meta.url);
const areHere = existsSync(specs);
if (!areHere) console.log(`Skipped: the OpenAPI files are not at ${specs.pathname}.`);

const files = {
  "analyze-text": "analyzetext-authoring.json",
  "analyze-conversations": "analyzeconversations-authoring.json",
  "query-knowledgebases": "questionanswering-authoring.json",
};
const versions = ["2022-05-01", "2023-04-01", "2023-11-15-preview"];
const endpoint = "https://contoso.cognitiveservices.azure.com";
const projects = ["Loans", "Email App 2", "Prüfung", "a.b_c-d"];
const jobId = "540b5fcf-055f-4389-b917-6c9aebaf1cc0_638867520000000000";
const bareId = "cac3864a-b8f5-4c3a-9440-1251b7e1391e";

/** The value that a parameter of the specification has in a request. */
function valueOf(parameter, request, path) {
  const url = new URL(request.url);
  if (parameter.in === "query") return url.searchParams.get(parameter.name) ?? undefined;
  if (parameter.in === "header") return new Headers(request.headers).get(parameter.name) ?? undefined;
  if (parameter.in === "body") return request.body === undefined ? undefined : JSON.parse(request.body);
  const segments = url.pathname.split("/").slice(2);
  const at = path.split("/").slice(1).indexOf(`{${parameter.name}}`);
  return at < 0 ? undefined : decodeURIComponent(segments[at]);
}

/** Complaints about a request, of whatever the specification says of it. */
function complaints(spec, path, request) {
  const url = new URL(request.url);
  const template = path.split("/").slice(1);
  const segments = url.pathname.split("/").slice(2);
  assert.equal(url.pathname.split("/")[1], "language");
  const fits = template.length === segments.length && template.every((part, index) => part.startsWith("{") || part === segments[index]);
  assert.ok(fits, `${url.pathname} is not ${path}`);
  const { parameters } = spec.operation(path, request.method);
  const found = [];
  const known = new Set();
  for (const parameter of parameters.filter(({ in: place }) => place !== "path" || path.includes("{"))) {
    const value = valueOf(parameter, request, path);
    if (parameter.in === "query") known.add(parameter.name);
    if (value === undefined) {
      if (parameter.required && !["Endpoint"].includes(parameter.name)) found.push(`${parameter.name} is required`);
      continue;
    }
    const { type, enum: choices, maxLength, format, schema } = parameter;
    // `modelAsString`: the service takes other values than those that it lists.
    const open = parameter["x-ms-enum"]?.modelAsString;
    found.push(...spec.validate(schema ?? { type, ...(open ? {} : { enum: choices }), maxLength, format }, value).map((what) => `${parameter.name}${what}`));
  }
  for (const name of url.searchParams.keys()) if (!known.has(name)) found.push(`${name} is not in the specification`);
  if (!parameters.some(({ in: place }) => place === "body") && request.body !== undefined) found.push("the specification has no body");
  return found;
}

describe("requests", { skip: !areHere }, async () => {
  await init();

  for (const version of areHere ? versions : [])
    for (const [family, file] of Object.entries(files)) {
      const folder = new URL(`${version}/`, specs);
      if (!existsSync(new URL(file, folder))) continue;
      const spec = new OpenApi(folder, file);
      const language = new AzureLanguage({ endpoint, family, apiVersion: version, credential: { key: "key" } });
      const isKnowledgeBase = family === "query-knowledgebases";
      const base = `/authoring/${family}/projects/{projectName}`;
      const id = isKnowledgeBase ? bareId : jobId;

      test(`${family} ${version}: exports are as the specification says`, () => {
        const options = isKnowledgeBase
          ? [{}, { format: "json" }, { format: "tsv" }, { format: "excel" }, { assetKind: "qnas" }, { format: "json", assetKind: "synonyms" }]
          : [{}, { stringIndexType: "Utf16CodeUnit" }, { assetKind: "some" }];
        if (!isKnowledgeBase && version >= "2022-10") options.push({ trainedModelLabel: "model1" });
        if (family === "analyze-conversations") options.push({ format: "Conversation" }, { format: "Luis" });
        for (const project of projects) for (const option of options) assert.deepEqual(complaints(spec, `${base}/:export`, language.exportRequest(project, option)), [], JSON.stringify(option));
      });

      test(`${family} ${version}: status requests are as the specification says`, () => {
        for (const operation of ["export", "import"])
          for (const project of projects) assert.deepEqual(complaints(spec, `${base}/${operation}/jobs/{jobId}`, language.statusRequest(language.job(operation, project, id))), []);
      });

      test(`${family} ${version}: imports of Microsoft's example are as the specification says`, () => {
        const body = exampleOf(folder, family);
        const options = family === "analyze-conversations" ? [{}, { format: "Conversation" }] : isKnowledgeBase ? [{}, { format: "json" }] : version.endsWith("-preview") ? [{}, { format: "json" }] : [{}];
        for (const option of options) assert.deepEqual(complaints(spec, `${base}/:import`, language.importRequest("Loans", body, option)), []);
      });
    }

  test("the checks fail for a request that is not as the specification says", () => {
    const folder = new URL("2023-04-01/", specs);
    const spec = new OpenApi(folder, files["analyze-text"]);
    const language = new AzureLanguage({ endpoint, family: "analyze-text" });
    const good = language.exportRequest("Loans");
    const check = (request) => complaints(spec, "/authoring/analyze-text/projects/{projectName}/:export", request);
    assert.deepEqual(check({ ...good, url: good.url.replace("stringIndexType=Utf16CodeUnit&", "") }), ["stringIndexType is required"]);
    assert.deepEqual(check({ ...good, url: `${good.url}&format=json` }), ["format is not in the specification"]);
    assert.deepEqual(check({ ...good, body: "{}" }), ["the specification has no body"]);
    assert.equal(check({ ...good, url: good.url.replace("Loans", "x".repeat(101)) }).length, 1);
  });
});

/** A project file that Microsoft shows with an import, where it shows one. */
function exampleOf(folder, family) {
  const examples = new URL(`../2023-04-01/examples/${files[family].replace(".json", "")}/`, folder);
  const name = existsSync(examples) ? readdirSync(examples).find((name) => /ImportProject/.test(name) && !/Status/.test(name)) : undefined;
  const parameters = name === undefined ? {} : JSON.parse(readFileSync(new URL(name, examples), "utf8")).parameters;
  return JSON.stringify(parameters.body ?? { metadata: { language: "en" }, assets: { qnas: [] } });
}

describe("Microsoft's example answers", { skip: !areHere }, async () => {
  await init();
  const folder = new URL("2023-04-01/examples/", specs);
  for (const [family, file] of Object.entries(files)) {
    const examples = new URL(`${file.replace(".json", "")}/`, folder);
    if (!existsSync(examples)) continue;
    const language = new AzureLanguage({ endpoint: "https://my-text-analysis-resource.cognitiveservices.azure.com", family, trustedOrigins: [] });
    for (const name of readdirSync(examples)) {
      const { responses, parameters } = JSON.parse(readFileSync(new URL(name, examples), "utf8"));
      for (const [code, { headers = {}, body }] of Object.entries(responses)) {
        const status = Number(code);
        if (body?.status !== undefined && body?.jobId !== undefined)
          test(`${name}: the state of the job is read`, () => {
            const reading = language.readStatus({ status, headers, body: JSON.stringify(body) });
            assert.deepEqual([reading.serviceState, reading.jobId, reading.createdAt, reading.expiresAt], [body.status, body.jobId, body.createdDateTime, body.expirationDateTime]);
            assert.notEqual(reading.state, "unknown");
          });
        const location = headers["operation-location"] ?? headers["Operation-Location"];
        if (location !== undefined && /\/(export|import)\/jobs\//.test(location))
          test(`${name}: the job of the submission is read`, () => {
            const own = new AzureLanguage({ endpoint: new URL(location.replace("{Endpoint}", endpoint)).origin, family });
            const operation = /\/export\//.test(location) ? "exportRequest" : "importRequest";
            const request = operation === "exportRequest" ? own.exportRequest(parameters.projectName) : own.importRequest(parameters.projectName, "{}");
            const job = own.readSubmission(request, { status, headers: { "operation-location": location.replace("{Endpoint}", endpoint) }, body: "" });
            assert.equal(job.project, parameters.projectName);
            assert.ok(location.includes(job.id));
          });
      }
    }
  }
});
