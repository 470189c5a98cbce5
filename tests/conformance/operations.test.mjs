// Every operation in the OpenAPI files of all versions and families. The builder's request matches the file,
// operations that are not in a version are refused, and each of Microsoft's examples is built and read.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import init, { AzureLanguage } from "export-jobs/all";
import { OpenApi } from "../simulator/openapi.mjs";
import { build, builders, jobOf, jobs, shapeOf } from "./operations.mjs";
import { areHere, complaints, families, specs, versions } from "./specification.mjs";

await init();
const endpoint = "https://contoso.cognitiveservices.azure.com";
const ids = { "query-knowledgebases": "cac3864a-b8f5-4c3a-9440-1251b7e1391e" };
const anyId = "540b5fcf-055f-4389-b917-6c9aebaf1cc0_638867520000000000";
const allNames = [
  { project: "Loans", deployment: "production", model: "model1", exportedModel: "boxed" },
  { project: "Prüfung 2", deployment: "a.b_c-d", model: "v 1.0", exportedModel: "x 1" },
];

for (const version of areHere ? versions : []) {
  const folder = new URL(`${version}/`, specs);
  for (const [family, file] of families) {
    if (!existsSync(new URL(file, folder))) continue;
    const spec = new OpenApi(folder, file);
    const language = new AzureLanguage({ endpoint, family, apiVersion: version, credential: { key: "key" } });
    const of = allNames.map((names) => ({ family, version, names: { ...names, job: ids[family] ?? anyId } }));
    const listed = new Map(spec.operations.map(({ path, method }) => [shapeOf(path, method), path]));

    describe(`${family} ${version}`, () => {
      for (const [shape, path] of listed) {
        test(shape, () => {
          assert.ok(shape in builders || shape in jobs || /\/result$/.test(shape), "it is built");
          for (const given of of) {
            if (shape in builders) assert.deepEqual(complaints(spec, path, build(shape, language, given)), []);
            if (shape in jobs)
              assert.deepEqual(complaints(spec, path, language.statusRequest(jobOf(shape, language, given))), []);
            if (!/\/export\/jobs\/{}\/result$/.test(shape)) continue;
            const job = language.job("export", given.names.project, given.names.job);
            assert.deepEqual(
              complaints(
                spec,
                path,
                language.resultRequest(job, {
                  state: "succeeded",
                  serviceState: "succeeded",
                  isDone: true,
                  errors: [],
                  warnings: [],
                }),
              ),
              [],
            );
          }
        });
      }

      test("an operation that is missing is refused, and the error names the versions that have it", () => {
        const lacking = Object.keys(builders).filter((shape) => !listed.has(shape));
        for (const shape of lacking)
          assert.throws(
            () => build(shape, language, of[0]),
            ({ code, message }) => code === "invalidArgument" && /These have: \S|It is one of \S/.test(message),
            shape,
          );
        assert.equal(
          lacking.length + [...listed.keys()].filter((shape) => shape in builders).length,
          Object.keys(builders).length,
        );
      });
    });
  }
}

/** Returns the operation of the file that refers to an example. */
const operationOf = (spec, name) =>
  spec.operations.find(({ path, method }) =>
    JSON.stringify(spec.document.paths[path][method]["x-ms-examples"]).includes(`/${name}"`),
  );

describe("Microsoft's examples of 2023-04-01", { skip: !areHere }, () => {
  const folder = new URL("2023-04-01/", specs);
  for (const [family, file] of families) {
    const examples = new URL(`examples/${file.replace(".json", "")}/`, folder);
    if (!existsSync(examples)) continue;
    const spec = new OpenApi(folder, file);
    const language = new AzureLanguage({ endpoint, family, credential: { key: "key" } });
    for (const name of readdirSync(examples)) {
      test(`${family}: ${name}`, () => {
        const text = readFileSync(new URL(name, examples), "utf8").replaceAll("{Endpoint}", endpoint);
        const { parameters, responses } = JSON.parse(text);
        const { path, method } = operationOf(spec, name);
        const names = {
          project: parameters.projectName ?? "P",
          deployment: parameters.deploymentName,
          model: parameters.trainedModelLabel,
          job: parameters.jobId,
        };
        const of = { family, version: "2023-04-01", names, body: parameters.body };
        const shape = shapeOf(path, method);
        const request =
          shape in builders ? build(shape, language, of) : language.statusRequest(jobOf(shape, language, of));
        assert.deepEqual(complaints(spec, path, request), []);
        if (parameters.body) assert.deepEqual(JSON.parse(request.body), parameters.body, "the body goes out as it is");
        for (const [code, { headers = {}, body }] of Object.entries(responses)) {
          const response = { status: Number(code), headers, body: body === undefined ? "" : JSON.stringify(body) };
          const [operation] = builders[shape] ?? [];
          if (operation) assert.deepEqual(language.read(operation, response), body, "the answer is read as it is");
          if (body?.status !== undefined) assert.equal(language.readStatus(response).serviceState, body.status);
          if (operation || method === "get") continue;
          assertSubmission(language, request, response, names);
        }
      });
    }
  }
});

/** Checks that a submission, its URL, its id and the names in the request give the same job. */
function assertSubmission(language, request, response, { project, deployment, model }) {
  const location = response.headers["operation-location"];
  // One example has a job of the other family.
  if (!location.includes(new URL(request.url).pathname.split("/")[3]))
    return void assert.match(location, /load-snapshot/);
  const job = language.readSubmission(request, response);
  assert.ok(location.includes(job.id) && job.id.length > 10, location);
  const further = { deploy: { deployment }, deleteDeployment: { deployment }, loadSnapshot: { model } }[job.operation];
  const version = new URL(location).searchParams.get("api-version");
  assert.deepEqual(
    { ...language.job(job.operation, project, job.id, further) },
    { ...job, url: job.url.replace(`api-version=${version}`, "api-version=2023-04-01") },
  );
  assert.equal(new URL(job.url).pathname, new URL(location).pathname);
}
