// Validates the builders' requests against Microsoft's OpenAPI with a JSON Schema validator, and reads Microsoft's
// example answers with the parsers.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import init, { AzureLanguage } from "export-jobs/all";
import { OpenApi } from "../simulator/openapi.mjs";
import { areHere, complaints, families, files, specs, versions } from "./specification.mjs";

const endpoint = "https://contoso.cognitiveservices.azure.com";
const projects = ["Loans", "Email App 2", "Prüfung", "a.b_c-d"];
const jobId = "540b5fcf-055f-4389-b917-6c9aebaf1cc0_638867520000000000";
const bareId = "cac3864a-b8f5-4c3a-9440-1251b7e1391e";

describe("requests", { skip: !areHere }, async () => {
  await init();

  for (const version of areHere ? versions : [])
    for (const [family, file] of families) {
      const folder = new URL(`${version}/`, specs);
      if (!existsSync(new URL(file, folder))) continue;
      const spec = new OpenApi(folder, file);
      const language = new AzureLanguage({ endpoint, family, apiVersion: version, credential: { key: "key" } });
      const isKnowledgeBase = family === "query-knowledgebases";
      const base = `/authoring/${family}/projects/{projectName}`;
      const id = isKnowledgeBase ? bareId : jobId;

      test(`${family} ${version}: exports are as the specification says`, () => {
        /** @type {import("export-jobs/all").ExportOptions[]} */
        const options = isKnowledgeBase
          ? [
              {},
              { format: "json" },
              { format: "tsv" },
              { format: "excel" },
              { assetKind: "qnas" },
              { format: "json", assetKind: "synonyms" },
            ]
          : [{}, { stringIndexType: "Utf16CodeUnit" }, { assetKind: "some" }];
        if (!isKnowledgeBase && version >= "2022-10") options.push({ trainedModelLabel: "model1" });
        if (family === "analyze-conversations") options.push({ format: "Conversation" }, { format: "Luis" });
        for (const project of projects)
          for (const option of options)
            assert.deepEqual(
              complaints(spec, `${base}/:export`, language.exportRequest(project, option)),
              [],
              JSON.stringify(option),
            );
      });

      test(`${family} ${version}: status requests are as the specification says`, () => {
        for (const operation of /** @type {const} */ (["export", "import"]))
          for (const project of projects)
            assert.deepEqual(
              complaints(
                spec,
                `${base}/${operation}/jobs/{jobId}`,
                language.statusRequest(language.job(operation, project, id)),
              ),
              [],
            );
      });

      test(`${family} ${version}: imports of Microsoft's example are as the specification says`, () => {
        const body = exampleOf(folder, family);
        const options =
          family === "analyze-conversations"
            ? [{}, { format: "Conversation" }]
            : isKnowledgeBase
              ? [{}, { format: "json" }]
              : version.endsWith("-preview")
                ? [{}, { format: "json" }]
                : [{}];
        for (const option of options)
          assert.deepEqual(complaints(spec, `${base}/:import`, language.importRequest("Loans", body, option)), []);
      });
    }

  test("the checks fail for a request that is not as the specification says", () => {
    const folder = new URL("2023-04-01/", specs);
    const spec = new OpenApi(folder, files["analyze-text"]);
    const language = new AzureLanguage({ endpoint, family: "analyze-text" });
    const good = language.exportRequest("Loans");
    const check = (request) => complaints(spec, "/authoring/analyze-text/projects/{projectName}/:export", request);
    assert.deepEqual(check({ ...good, url: good.url.replace("stringIndexType=Utf16CodeUnit&", "") }), [
      "stringIndexType is required",
    ]);
    assert.deepEqual(check({ ...good, url: `${good.url}&format=json` }), ["format is not in the specification"]);
    assert.deepEqual(check({ ...good, body: "{}" }), ["the specification has no body"]);
    assert.equal(check({ ...good, url: good.url.replace("Loans", "x".repeat(101)) }).length, 1);
  });
});

/** Returns a project file from Microsoft's example of an import, if there is one. */
function exampleOf(folder, family) {
  const examples = new URL(`../2023-04-01/examples/${files[family].replace(".json", "")}/`, folder);
  const name = existsSync(examples)
    ? readdirSync(examples).find((name) => /ImportProject/.test(name) && !/Status/.test(name))
    : undefined;
  const parameters = name === undefined ? {} : JSON.parse(readFileSync(new URL(name, examples), "utf8")).parameters;
  return JSON.stringify(parameters.body ?? { metadata: { language: "en" }, assets: { qnas: [] } });
}

describe("Microsoft's example answers", { skip: !areHere }, async () => {
  await init();
  const folder = new URL("2023-04-01/examples/", specs);
  for (const [family, file] of families) {
    const examples = new URL(`${file.replace(".json", "")}/`, folder);
    if (!existsSync(examples)) continue;
    const language = new AzureLanguage({
      endpoint: "https://my-text-analysis-resource.cognitiveservices.azure.com",
      family,
      trustedOrigins: [],
    });
    for (const name of readdirSync(examples)) {
      const { responses, parameters } = JSON.parse(readFileSync(new URL(name, examples), "utf8"));
      for (const [code, { headers = {}, body }] of Object.entries(responses)) {
        const status = Number(code);
        if (body?.status !== undefined && body?.jobId !== undefined)
          test(`${name}: the state of the job is read`, () => {
            const reading = language.readStatus({ status, headers, body: JSON.stringify(body) });
            assert.deepEqual(
              [reading.serviceState, reading.jobId, reading.createdAt, reading.expiresAt],
              [body.status, body.jobId, body.createdDateTime, body.expirationDateTime],
            );
            assert.notEqual(reading.state, "unknown");
          });
        const location = headers["operation-location"] ?? headers["Operation-Location"];
        if (location !== undefined && /\/(export|import)\/jobs\//.test(location))
          test(`${name}: the job of the submission is read`, () => {
            const own = new AzureLanguage({
              endpoint: new URL(location.replace("{Endpoint}", endpoint)).origin,
              family,
            });
            const operation = /\/export\//.test(location) ? "exportRequest" : "importRequest";
            const request =
              operation === "exportRequest"
                ? own.exportRequest(parameters.projectName)
                : own.importRequest(parameters.projectName, "{}");
            const job = own.readSubmission(request, {
              status,
              headers: { "operation-location": location.replace("{Endpoint}", endpoint) },
              body: "",
            });
            assert.equal(job.project, parameters.projectName);
            assert.ok(location.includes(job.id));
          });
      }
    }
  }
});
