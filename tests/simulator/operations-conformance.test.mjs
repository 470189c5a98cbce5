// Sends every operation of Microsoft's OpenAPI files to the simulator: it accepts the request, and its answer matches
// the file.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { operations } from "../../www/simulator/azure-language/operations.js";
import { samples } from "../../www/simulator/samples/index.js";
import { CONTOSO, createCaller } from "./caller.mjs";
import { OpenApi } from "./openapi.mjs";

/**
 * @typedef {import("../../www/simulator/samples/index.js").Family} Family
 * @typedef {ReturnType<typeof createCaller>} Caller
 */

const specs = new URL("../../../shared/specs/azure-language/", import.meta.url);
const isHere = existsSync(specs);
if (!isHere)
  console.log(`Skipped: the OpenAPI files are not at ${specs.pathname}, so nothing can be checked against them.`);

/** @type {[Family, string][]} */
const files = [
  ["analyze-text", "analyzetext-authoring.json"],
  ["analyze-conversations", "analyzeconversations-authoring.json"],
  ["query-knowledgebases", "questionanswering-authoring.json"],
];
const names = {
  projectName: "P",
  deploymentName: "production",
  trainedModelLabel: "m1",
  exportedModelName: "x1",
};
const RESOURCE =
  "/subscriptions/5a1e7a51-0000-4000-8000-000000000001/resourceGroups/simulated/providers/Microsoft.CognitiveServices/accounts/fabrikam";
const resource = { azureResourceId: RESOURCE, customDomain: "fabrikam", region: "eastus" };
/**
 * Creates a resource with a project that has everything.
 * @param {Family} family @param {string} version
 */
async function createResource(family, version) {
  const sample = /** @type {import("../../www/simulator/samples/index.js").Sample} */ (
    samples.find((sample) => sample.family === family)
  );
  const metadata = { ...sample.file.metadata, ...(family !== "query-knowledgebases" && { projectName: "P" }) };
  const isLanguage = family !== "query-knowledgebases";
  const head = isLanguage ? { projectFileVersion: version, stringIndexType: "Utf16CodeUnit" } : {};
  const file = { ...head, ...sample.file, metadata };
  const caller = createCaller({
    limits: false,
    empty: [CONTOSO],
    projects: [
      {
        origin: CONTOSO,
        family,
        file,
        name: "P",
        models: isLanguage ? [{ label: "m1" }, { label: "free" }] : [],
        deployments: [
          { name: "production", ...(isLanguage && { model: "m1" }) },
          { name: "staging", ...(isLanguage && { model: "m1" }) },
        ],
      },
    ],
  });
  return { caller, file };
}

/** Both kinds of credential, because only a token can assign a resource. */
const headers = { Authorization: "Bearer demo-token" };

/**
 * The bodies by operation.
 * @param {Record<string, any>} file @param {Family} family
 */
const bodies = (file, family) => ({
  createProject: file.metadata,
  import: file,
  train: { modelLabel: "new", trainingConfigVersion: "latest", trainingMode: "standard" },
  deploy: family === "query-knowledgebases" ? undefined : { trainedModelLabel: "m1" },
  swapDeployments: { firstDeploymentName: "production", secondDeploymentName: "staging" },
  evaluate: { kind: "percentage", trainingSplitPercentage: 70, testingSplitPercentage: 30 },
  authorizeCopy: { projectKind: file.metadata.projectKind, storageInputContainerName: "docs", allowOverwrite: true },
  assignResources: { resourcesMetadata: [resource] },
  unassignResources: { assignedResourceIds: [RESOURCE] },
  deleteFromResources: { assignedResourceIds: [] },
  exportModel: { trainedModelLabel: "m1" },
  updateSources: [
    { op: "add", value: { displayName: "N", source: "N", sourceUri: "https://n.example", sourceKind: "url" } },
  ],
  updateQnas: [{ op: "add", value: { answer: "A", questions: ["Q"] } }],
  updateSynonyms: { value: [{ alterations: ["a", "b"] }] },
  addFeedback: { records: [{ userId: "u", userQuestion: "Q", qnaId: 1 }] },
});

/** @param {string} template @param {string} version @param {string} [method] A deployed model cannot be deleted. @param {string} [jobId] */
const urlOf = (template, version, method = "", jobId = "1") =>
  `${CONTOSO}/language${template
    .replace("{jobId}", jobId)
    .replace("models/{trainedModelLabel}", template.endsWith("}") && method === "DELETE" ? "models/free" : "models/m1")
    .replace(/\{(\w+)\}/g, (_, name) => names[/** @type {keyof typeof names} */ (name)])}?api-version=${version}`;

/**
 * Returns the table's entry for an operation of the OpenAPI.
 * @param {string} path @param {string} method @param {Family} family
 */
function entryOf(path, method, family) {
  const shape = path
    .split("/")
    .slice(3)
    .map((segment) => (segment.startsWith("{") ? "{}" : segment))
    .join("/");
  return operations.find(
    (entry) =>
      entry.method === method.toUpperCase() &&
      entry.families.includes(family) &&
      entry.path.map((segment) => (segment.startsWith("{") ? "{}" : segment)).join("/") === shape,
  );
}

/** Sends an operation; for a copy it first gets the authorization. @param {Caller} caller @param {import("../../www/simulator/azure-language/operations.js").OperationEntry} entry @param {string} url @param {any} body */
async function ask(caller, entry, url, body) {
  // For question answering, plain JSON.
  const isPatch = entry.method === "PATCH" && !url.includes("/query-knowledgebases/");
  const given =
    entry.name === "copy"
      ? await (
          await caller.send(url.replace("projects/P/:copy", "projects/Copy/:authorize-copy"), {
            method: "POST",
            body: JSON.stringify(body),
          })
        ).json()
      : body;
  return caller.send(url, {
    method: entry.method,
    ...(given !== undefined && entry.method !== "GET" && { body: JSON.stringify(given) }),
    headers: { ...headers, "Content-Type": isPatch ? "application/merge-patch+json" : "application/json" },
  });
}

/** @param {Family} family @param {OpenApi} spec @param {string} version */
function checkFamily(family, spec, version) {
  const knowledgeBase = family === "query-knowledgebases";
  const tell = (/** @type {string[]} */ complaints) =>
    // The spec of question answering always requires `resultUrl`. The recordings have it only at the end.
    complaints.filter((complaint) => !(knowledgeBase && / required property 'resultUrl'/.test(complaint)));

  describe(`${family} ${version}`, () => {
    for (const { path, method } of spec.operations) {
      test(`${method.toUpperCase()} ${path}`, async () => {
        const entry = entryOf(path, method, family);
        assert.ok(entry, "the simulator has the operation");
        if (entry.place === "status") return;
        const { parameters, responses } = spec.operation(path, method);
        const { caller, file } = await createResource(family, version);
        const given = /** @type {Record<string, any>} */ (bodies(file, family));
        const body = given[entry.name === "copy" ? "authorizeCopy" : entry.name];
        const required = parameters.filter((parameter) => parameter.in === "query" && parameter.required);
        const query = required
          .filter(({ name }) => name !== "api-version")
          .map(
            ({ name, enum: values }) => `&${name}=${name === "projectKind" ? file.metadata.projectKind : values?.[0]}`,
          );
        if (/exported-models\/\{exportedModelName\}/.test(path) && method !== "put")
          await exportModel(caller, version, family);
        const cancelled = entry.name === "cancelTraining" ? await startTraining(caller, version, family) : "1";
        const url = urlOf(path, version, method.toUpperCase(), cancelled) + query.join("");
        // Checks that the body matches the spec before it is sent.
        const bodySchema = parameters.find((parameter) => parameter.in === "body")?.schema;
        if (body && bodySchema && entry.name !== "copy") assert.deepEqual(spec.validate(bodySchema, body), []);
        const response = await ask(caller, entry, url, body);
        const declared = responses[response.status];
        assert.ok(
          declared,
          `${response.status} is not among ${Object.keys(responses)}: ${await response.clone().text()}`,
        );
        const text = await response.text();
        if (declared.schema) assert.deepEqual(tell(spec.validate(declared.schema, JSON.parse(text))), [], text);
        else assert.equal(text, "");
        for (const name of Object.keys(declared.headers ?? {})) assert.ok(response.headers.has(name), name);
        const location = response.headers.get("operation-location");
        if (location !== null) await checkJob(caller, spec, family, location, tell);
        if (entry.place === "read" && declared.schema) checkPaging(spec, declared.schema, JSON.parse(text));
      });
    }

    test("a path of another version is not found", async () => {
      const listed = spec.operations.map(({ path, method }) => entryOf(path, method, family));
      const { caller, file } = await createResource(family, version);
      const given = /** @type {Record<string, any>} */ (bodies(file, family));
      for (const entry of operations) {
        if (!entry.families.includes(family) || listed.includes(entry) || entry.place === "result") continue;
        const path = entry.path
          .join("/")
          .replace("{project}", "P")
          .replace("{job}", "1")
          .replace(/\{\w+\}/g, "m1");
        const url = `${CONTOSO}/language/authoring/${family}/${path}?api-version=${version}&projectKind=${file.metadata.projectKind}`;
        const response = await ask(caller, entry, url, entry.name === "copy" ? {} : given[entry.name]);
        assert.equal(response.status, 404, `${entry.method} ${path}`);
        assert.equal((await response.json()).error.message, "Resource not found");
      }
    });

    test("without its project every operation is refused in the error's schema", async () => {
      const { caller, file } = await createResource(family, version);
      const given = /** @type {Record<string, any>} */ (bodies(file, family));
      const error = { $ref: "common.json#/definitions/ErrorResponse" };
      for (const { path, method } of spec.operations) {
        const entry = entryOf(path, method, family);
        if (!entry?.needsProject) continue;
        const url = `${urlOf(path, version)}&stringIndexType=Utf16CodeUnit`.replace("/P", "/Nowhere");
        const response = await caller.send(url, {
          method: entry.method,
          ...(entry.method !== "GET" && { body: JSON.stringify(given[entry.name] ?? {}) }),
        });
        assert.equal(response.status, 404, `${method} ${path}`);
        const body = await response.json();
        assert.deepEqual(spec.validate(error, body), []);
        assert.equal(body.error.code, "ProjectNotFound");
      }
    });
  });
}

/** Follows a job to its end; every reading is as its schema says. @param {Caller} caller @param {OpenApi} spec @param {Family} family @param {string} location @param {(complaints: string[]) => string[]} tell */
async function checkJob(caller, spec, family, location, tell) {
  const { pathname } = new URL(location);
  const path = pathname.replace("/language", "").split("/");
  const template = spec.operations.find(
    (operation) =>
      operation.method === "get" &&
      operation.path.endsWith("{jobId}") &&
      operation.path.split("/").length === path.length &&
      operation.path.split("/").every((segment, index) => segment.startsWith("{") || segment === path[index]),
  );
  assert.ok(template, `${pathname} is a job of the spec`);
  assert.equal(entryOf(template.path, "get", family)?.place, "status");
  const { schema } = spec.operation(template.path, "get").responses[200];
  const seen = new Set();
  for (let count = 0; count < 80; count++) {
    const reading = await caller.getJson(location);
    seen.add(reading.status);
    assert.deepEqual(tell(spec.validate(schema, reading)), [], JSON.stringify(reading));
    await caller.clock.pass(1000);
  }
  assert.ok(seen.has("succeeded") || seen.has("cancelled"), [...seen].join());
}

/** @param {OpenApi} spec @param {object} schema @param {any} body */
function checkPaging(spec, schema, body) {
  const reference = /** @type {any} */ (schema).$ref?.split("/").at(-1);
  const { properties = {} } = spec.document.definitions[reference] ?? {};
  if (properties.nextLink) assert.ok(Array.isArray(body.value));
}

/** @param {Caller} caller @param {string} version @param {Family} family */
async function startTraining(caller, version, family) {
  const location = await caller.start(
    `${CONTOSO}/language/authoring/${family}/projects/P/:train?api-version=${version}`,
    JSON.stringify({ modelLabel: "new", trainingConfigVersion: "latest", trainingMode: "standard" }),
  );
  return new URL(location).pathname.split("/").at(-1) ?? "";
}

/** @param {Caller} caller @param {string} version @param {Family} family */
async function exportModel(caller, version, family) {
  await caller.send(`${CONTOSO}/language/authoring/${family}/projects/P/exported-models/x1?api-version=${version}`, {
    method: "PUT",
    body: JSON.stringify({ trainedModelLabel: "m1" }),
  });
  await caller.finish();
}

for (const version of isHere ? ["2022-05-01", "2023-04-01", "2023-11-15-preview"] : []) {
  const folder = new URL(`${version}/`, specs);
  for (const [family, file] of files)
    if (existsSync(new URL(file, folder))) checkFamily(family, new OpenApi(folder, file), version);
}

describe("Microsoft's example requests", { skip: !isHere }, () => {
  const examples = new URL("2023-04-01/examples/", specs);
  for (const [family, file] of files.slice(0, 2)) {
    const folder = new URL(`${family.replace("-", "")}-authoring/`, examples);
    const spec = isHere ? new OpenApi(new URL("2023-04-01/", specs), file) : undefined;
    for (const name of isHere ? readdirSync(folder) : []) {
      test(`${family}: ${name} is taken`, async () => {
        const example = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
        const found = spec?.operations.find(({ path, method }) =>
          JSON.stringify(spec.document.paths[path][method]["x-ms-examples"]).includes(`/${name}"`),
        );
        assert.ok(spec && found, "an operation refers to the example");
        await playExample(family, found.path, found.method, example);
      });
    }
  }
});

/** @param {Family} family @param {string} path @param {string} method @param {any} example */
async function playExample(family, path, method, { parameters, responses }) {
  const entry = entryOf(path, method, family);
  assert.ok(entry);
  const { body, projectName = "P" } = parameters;
  const { file } = await createResource(family, "2023-04-01");
  const model = parameters.trainedModelLabel ?? body?.trainedModelLabel ?? "model1";
  const deployments =
    entry.name === "deploy" ? [] : ["production", "staging"].map((name) => ({ name, model: "other" }));
  // The objects in the example must exist, except for a creation.
  const isNew = entry.name === "createProject" || (entry.name === "import" && entry.place === "submit");
  const caller = createCaller({
    empty: [CONTOSO],
    projects: isNew
      ? []
      : [
          {
            origin: CONTOSO,
            family,
            file,
            name: projectName,
            models: [{ label: model }, { label: "other" }],
            deployments,
          },
        ],
  });
  const query = Object.entries(parameters)
    .filter(([name]) =>
      ["stringIndexType", "format", "projectKind", "language", "top", "skip", "maxpagesize"].includes(name),
    )
    .map(([name, value]) => `&${name}=${value}`)
    .join("");
  let jobId = parameters.jobId ?? "";
  if (entry.name === "cancelTraining") {
    const location = await caller.start(
      `${CONTOSO}/language/authoring/${family}/projects/${projectName}/:train?api-version=2023-04-01`,
      JSON.stringify({ modelLabel: "m1", trainingConfigVersion: "latest", trainingMode: "standard" }),
    );
    jobId = new URL(location).pathname.split("/").at(-1);
  }
  const url = `${CONTOSO}/language${path}`.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(name === "jobId" ? jobId : parameters[name]),
  );
  const response = await ask(caller, entry, `${url}?api-version=2023-04-01${query}`, body);
  // The example's job does not exist in this resource. A "not found" shows that the path is known.
  const expected = entry.place === "status" ? ["404"] : Object.keys(responses);
  assert.ok(expected.includes(String(response.status)), `${response.status} ${await response.clone().text()}`);
  if (entry.place === "status") assert.equal((await response.json()).error.code, "OperationNotFound");
}
