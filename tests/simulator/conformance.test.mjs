import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { samples } from "../../www/simulator/samples/index.js";
import { AUTHORING, CONTOSO, createCaller } from "./caller.mjs";
import { OpenApi } from "./openapi.mjs";

// Microsoft's OpenAPI files and recordings are next to the repository on machines that have them.
const shared = new URL("../../../shared/", import.meta.url);
const specs = new URL("specs/azure-language/", shared);
const isHere = existsSync(specs);
if (!isHere)
  console.log(`Skipped: the OpenAPI files are not at ${specs.pathname}, so nothing can be checked against them.`);

const files = /** @type {const} */ ({
  "analyze-text": "analyzetext-authoring.json",
  "analyze-conversations": "analyzeconversations-authoring.json",
  "query-knowledgebases": "questionanswering-authoring.json",
});

/** @param {string} version @param {keyof typeof files} family @param {OpenApi} spec */
function checkFamily(version, family, spec) {
  const projects = samples.filter((sample) => sample.family === family);
  const project = projects[0].name;
  const path = `/authoring/${family}/projects/{projectName}`;
  const operations = {
    export: spec.operation(`${path}/:export`, "post"),
    import: spec.operation(`${path}/:import`, "post"),
  };
  const knowledgeBase = family === "query-knowledgebases";

  /** @param {"export" | "import"} verb @param {Record<string, string | undefined>} [changes] @param {string} [name] */
  function submission(verb, changes = {}, name = project) {
    const required = operations[verb].parameters.filter((parameter) => parameter.in === "query" && parameter.required);
    const query = {
      ...Object.fromEntries(required.map(({ name, enum: values }) => [name, values?.[0] ?? version])),
      ...changes,
    };
    const pairs = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`],
    );
    return `${AUTHORING}/${family}/projects/${name}/:${verb}?${pairs.join("&")}`;
  }

  /**
   * The schema in the spec for the body of an answer with this status.
   *
   * @param {string} template
   * @param {number} status
   */
  const schemaOf = (template, status) => {
    const { responses } = spec.operation(template, "get");
    return (responses[status] ?? responses.default).schema;
  };

  describe(`${family} ${version}`, () => {
    for (const verb of /** @type {const} */ (["export", "import"])) {
      const body = verb === "import" ? JSON.stringify(exportedSample(projects[0], version)) : undefined;

      test(`:${verb} needs the parameters that the spec requires, and takes the others`, async () => {
        const { post, simulator } = createCaller({ limits: false });
        const file = exportedSample(projects[0], version);
        if (!knowledgeBase) simulator.addProject({ origin: CONTOSO, family, file, models: [{ label: "v1" }] });
        assert.equal((await post(submission(verb), body)).status, 202);
        for (const { name, in: where, required, enum: values = ["v1"] } of operations[verb].parameters) {
          if (where !== "query") continue;
          if (required)
            assert.equal((await post(submission(verb, { [name]: undefined }), body)).status, 400, `without ${name}`);
          if (name === "api-version" || (verb === "import" && knowledgeBase && name === "format")) continue;
          for (const value of values)
            assert.equal((await post(submission(verb, { [name]: value }), body)).status, 202, `${name}=${value}`);
        }
      });

      test(`:${verb} answers with the header that the spec declares`, async () => {
        const { post } = createCaller();
        const response = await post(submission(verb), body);
        for (const name of Object.keys(operations[verb].responses[202].headers))
          assert.ok(response.headers.has(name), name);
        assert.equal(await response.text(), "");
      });

      test(`every reading of an ${verb} is as its schema says`, async () => {
        const schema = schemaOf(`${path}/${verb}/jobs/{jobId}`, 200);
        for (const fault of [undefined, "failed", "partial", "cancelled", "cancelling"]) {
          const { start, getJson, clock, simulator } = createCaller();
          if (fault) simulator.inject({ fault, on: "submit" });
          const location = await start(submission(verb), body);
          const seen = new Set();
          for (let count = 0; count < 60; count++) {
            const reading = await getJson(location);
            seen.add(reading.status);
            // The spec of question answering always requires `resultUrl`. The recordings have it only at the end.
            const complaints = spec
              .validate(schema, reading)
              .filter((complaint) => !(knowledgeBase && / required property 'resultUrl'/.test(complaint)));
            assert.deepEqual(complaints, [], JSON.stringify(reading));
            await clock.pass(100);
          }
          assert.ok(seen.size >= 3, [...seen].join());
        }
      });
    }

    for (const sample of projects) {
      test(`the exported file of ${sample.name} is as its schema says`, async () => {
        const { start, finish, getJson } = createCaller();
        const location = await start(submission("export", {}, sample.name));
        await finish();
        const file = await getJson((await getJson(location)).resultUrl);
        // No operation returns the file. It is the body of an import.
        const schema = operations.import.parameters.find((parameter) => parameter.in === "body")?.schema ?? {};
        assert.deepEqual(spec.validate(schema, file), []);
        const assets = spec.assetsSchema(sample.kind);
        assert.ok(assets || knowledgeBase, `no schema for ${sample.kind}`);
        if (assets) assert.deepEqual(spec.validate(assets, file.assets), []);
        for (const { orchestration } of file.assets.intents ?? []) {
          if (orchestration)
            assert.deepEqual(
              spec.validate(orchestrationSchema(spec, orchestration.targetProjectKind), orchestration),
              [],
            );
        }
      });
    }

    test("every error of the service is as its schema says", async () => {
      const { post, get, simulator, start } = createCaller({ limits: false });
      const location = await start(submission("export"));
      const error = { $ref: "common.json#/definitions/ErrorResponse" };
      for (const fault of ["unavailable", "serverError", "timeout408", "forbidden", "expiredResult"])
        simulator.inject({ fault, on: "result" });
      const results = await Promise.all(Array.from({ length: 5 }, () => get(location.replace("?", "/result?"))));
      for (const response of [
        ...results,
        await post(submission("export", { "api-version": undefined })),
        await post(submission("export", {}, "Nowhere")),
        await post(submission("import"), "{"),
        await get(location.replace("/jobs/", "/jobs/0")),
      ]) {
        assert.ok(response.status >= 400);
        assert.deepEqual(spec.validate(error, await response.json()), []);
      }
    });

    test("an error of the gateway has a number as its code, as recorded", async () => {
      const { simulator } = createCaller();
      const response = await simulator.fetch(submission("export"), { method: "POST" });
      const complaints = spec.validate({ $ref: "common.json#/definitions/ErrorResponse" }, await response.json());
      assert.deepEqual(complaints, ["/error/code must be equal to one of the allowed values"]);
    });
  });
}

/** @param {import("../../www/simulator/samples/index.js").Sample} sample @param {string} version */
const exportedSample = ({ family, file }, version) =>
  family === "query-knowledgebases" ? file : { projectFileVersion: version, stringIndexType: "Utf16CodeUnit", ...file };

/** @param {OpenApi} spec @param {string} kind */
function orchestrationSchema(spec, kind) {
  const name = Object.keys(spec.document.definitions).find((name) =>
    name.endsWith(`Exported${kind}OrchestrationOptions`),
  );
  assert.ok(name, kind);
  return { $ref: `#/definitions/${name}` };
}

for (const version of isHere ? ["2022-05-01", "2023-04-01", "2023-11-15-preview"] : []) {
  for (const family of /** @type {(keyof typeof files)[]} */ (Object.keys(files))) {
    const folder = new URL(`${version}/`, specs);
    if (existsSync(new URL(files[family], folder))) checkFamily(version, family, new OpenApi(folder, files[family]));
  }
}

describe("Microsoft's examples", { skip: !isHere }, () => {
  for (const family of ["analyze-text", "analyze-conversations"]) {
    test(`of ${family}: the simulator takes the import and gives it back`, async () => {
      const example = new URL(
        `2023-04-01/examples/${family.replace("-", "")}-authoring/SuccessfulImportProject.json`,
        specs,
      );
      const { parameters } = JSON.parse(readFileSync(example, "utf8"));
      const { start, finish, getJson } = createCaller();
      const url = `${AUTHORING}/${family}/projects/${parameters.projectName}`;
      await start(`${url}/:import?api-version=2023-04-01`, JSON.stringify(parameters.body));
      await finish();
      const location = await start(`${url}/:export?api-version=2023-04-01&stringIndexType=Utf16CodeUnit`);
      await finish();
      const file = await getJson((await getJson(location)).resultUrl);
      assert.deepEqual(file, { ...parameters.body, projectFileVersion: "2023-04-01" });
    });
  }
});

describe("the recordings", { skip: !isHere }, () => {
  const recordings = new URL("recordings/", shared);
  /** Recorded at another time, place and version of the service, or invented by the recording tool. */
  const changing = new Set(["content-length"]);

  for (const name of isHere ? readdirSync(recordings).filter((name) => name.includes("export")) : []) {
    test(`${name}: the simulator's answers have the recorded headers and keys, in their order`, async () => {
      const { Entries: entries } = JSON.parse(readFileSync(new URL(name, recordings), "utf8"));
      const submitted = new URL(entries[0].RequestUri);
      const kind = submitted.pathname.match(/analyze-text|analyze-conversations|query-knowledgebases/)?.[0];
      const project = samples.find(({ family }) => family === kind)?.name ?? "";
      const url = entries[0].RequestUri.replace(/projects\/[^/]+/, `projects/${project}`);
      const { post, get, finish } = createCaller();
      const first = await post(url);
      const location = first.headers.get("operation-location") ?? "";
      const waiting = await get(location);
      await finish();
      const done = await get(location);
      const { resultUrl } = await done.clone().json();
      /** @type {Record<string, Response>} */
      const answers = { notStarted: waiting, running: waiting, succeeded: done };
      for (const { RequestUri, StatusCode, ResponseHeaders, ResponseBody } of entries) {
        const isResult = new URL(RequestUri).pathname.endsWith("/result");
        const answer =
          ResponseBody === null ? first : isResult ? await get(resultUrl) : answers[ResponseBody.status].clone();
        assert.equal(answer.status, StatusCode);
        const recorded = Object.keys(ResponseHeaders)
          .map((header) => header.toLowerCase())
          .sort();
        assert.deepEqual(
          [...answer.headers.keys()].filter((header) => !changing.has(header)),
          recorded.filter((header) => !changing.has(header)),
        );
        if (ResponseHeaders["Content-Type"])
          assert.equal(answer.headers.get("content-type"), ResponseHeaders["Content-Type"]);
        if (ResponseBody !== null) assert.deepEqual(Object.keys(await answer.json()), Object.keys(ResponseBody));
      }
      const shape = (/** @type {string} */ location) =>
        location.replace(/projects\/[^/]+/, "projects/P").replace(/jobs\/[^/?]+/, "jobs/ID");
      assert.equal(shape(location), shape(entries[0].ResponseHeaders["operation-location"]));
    });
  }

  test("misc-bodies.json: a refused key gets the recorded answer", async () => {
    const { gateway_401: recorded } = JSON.parse(readFileSync(new URL("misc-bodies.json", recordings), "utf8"));
    const { simulator } = createCaller();
    const response = await simulator.fetch(`${AUTHORING}/analyze-text/projects/a/:export`, { method: "POST" });
    assert.deepEqual(await response.json(), recorded.ResponseBody);
    assert.equal(response.headers.get("content-type"), recorded.ResponseHeaders["Content-Type"]);
    assert.equal(response.headers.get("content-length"), recorded.ResponseHeaders["Content-Length"]);
  });
});
