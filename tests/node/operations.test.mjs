// Every operation of the authoring API against the simulated service. Operations without a job are
// called. Every kind of job is started and followed to its end, by a poller, by a board, and by a poller behind our own
// gateway.
import assert from "node:assert/strict";
import test from "node:test";
import init, { AzureLanguage, JobBoard } from "export-jobs/all";
import { createGateway } from "export-jobs/gateway";
import { resourceIdOf } from "../../www/simulator/azure-language/resources.js";
import { EAST, projects, regionsIn, WEST } from "../support/regions.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

/** The versions, and how their bodies name a resource. */
const versions = {
  "analyze-text": ["2023-11-15-preview", "2025-05-15-preview"],
  "analyze-conversations": ["2023-11-15-preview", "2025-05-15-preview", "2025-11-15-preview"],
};
const byId = (id) => ({ assignedResourceIds: [id] });
const membersOf = (family, version) => {
  const isConversations = family === "analyze-conversations";
  if (isConversations && version > "2025-11")
    return {
      assign: (resource) => ({ projectResources: [resource] }),
      ids: (id) => ({ azureResourceIds: [id] }),
      deploy: (azureResourceId) => ({ azureResourceIds: [{ azureResourceId, region: "westus" }] }),
      id: "azureResourceId",
    };
  const deploy =
    isConversations && version > "2025-05"
      ? (resourceId) => ({ assignedResources: [{ resourceId, region: "westus" }] })
      : byId;
  return { assign: (resource) => ({ resourcesMetadata: [resource] }), ids: byId, deploy, id: "resourceId" };
};
const models = [{ label: "v1" }, { label: "v2" }];
const deployments = [
  { name: "production", model: "v1" },
  { name: "staging", model: "v2" },
];
const kinds = Object.values(projects).map((project) => ({ ...project, models, deployments }));
/** Resources are assigned with a token, not with a key. */
const clientAt = (endpoint, { family }, apiVersion) =>
  new AzureLanguage({ endpoint, family, apiVersion, credential: { token: "demo-token" } });

const PORTAL = "https://portal.example";
const routes = { [EAST]: "/east", [WEST]: "/west" };
/** The gateway of a portal that allows everything. */
const gatewayTo = (fetch) =>
  createGateway({
    routes: Object.fromEntries(
      Object.entries(routes).map(([endpoint, route]) => [
        route,
        {
          service: "azure-language",
          endpoint,
          credential: { getToken: async () => ({ token: "demo-token", expiresOnTimestamp: Infinity }) },
          limits: { reads: undefined, submissions: undefined },
        },
      ]),
    ),
    authorize: () => true,
    fetch,
  });
// The gateway loads its parts with its first request. Virtual time would not wait for that.
const warmUp = "/east/language/authoring/analyze-text/projects?api-version=2023-04-01";
await gatewayTo(async () => new Response())(new Request(PORTAL + warmUp));
const clientBehind = (upstream, { family }, apiVersion) =>
  new AzureLanguage({
    endpoint: PORTAL + routes[upstream],
    upstream,
    family,
    apiVersion,
    headers: { "X-Requested-With": "export-jobs" },
  });

/** Ways to run a job. Each returns the job with its last status. */
const runners = {
  poller: (fetch) => ({
    run: async (client, request) => {
      const poller = await client.start(request, { fetch });
      const status = await poller.pollUntilDone();
      assert.deepEqual(client.follow(poller.job.url, { fetch }).job.url, poller.job.url);
      return { job: poller.job, status };
    },
    close() {},
  }),
  board: (fetch, clients) => {
    const board = new JobBoard({ clients, fetch });
    return {
      run: async (client, request) => {
        const { job } = await board.submit(client, request);
        return { job, status: await board.outcome(job) };
      },
      close: () => board.close(),
    };
  },
};

/** The builders of question answering, which `knowledge.test.mjs` uses. */
const ofQuestions = [
  "sourcesRequest",
  "updateSourcesRequest",
  "updateSourcesFromFilesRequest",
  "qnasRequest",
  "updateQnasRequest",
  "synonymsRequest",
  "updateSynonymsRequest",
  "feedbackRequest",
  "importFromFilesRequest",
];

/** Returns a client that records which of its builders were used. */
function noting(client, used) {
  const method = (target, name) => (typeof target[name] === "function" ? target[name].bind(target) : target[name]);
  return new Proxy(client, {
    get(target, name) {
      if (typeof name === "string" && name.endsWith("Request")) used.add(name);
      return method(target, name);
    },
  });
}

const ways = Object.entries({ ...runners, "poller behind a gateway": runners.poller });
for (const [how, runnerOf] of ways)
  for (const [project, version] of kinds.flatMap((project) =>
    versions[project.family].map((version) => [project, version]),
  ))
    test(`${project.family} ${version}: every operation once, its jobs followed by a ${how}`, () =>
      inVirtualTime(async (time) => {
        const simulator = regionsIn(time, project);
        const isBehind = how.includes("gateway");
        const fetch = isBehind ? gatewayTo(simulator.fetch) : simulator.fetch;
        const clients = [EAST, WEST].map((at) => (isBehind ? clientBehind : clientAt)(at, project, version));
        const members = membersOf(project.family, version);
        const used = new Set();
        const [east, west] = clients.map((client) => noting(client, used));
        const [plainEast] = clients;
        const runner = runnerOf(fetch, clients);
        const ran = [];
        const call = (client, request) => client.call(request, { fetch });
        const run = async (request, client = plainEast) => {
          const { job, status } = await runner.run(client, request);
          assert.equal(status.state, "succeeded", job.url);
          assert.equal(status.jobId, job.id);
          ran.push(job.operation);
          return job;
        };
        await time.until(everything());
        runner.close();
        assert.deepEqual(time.timers, []);

        async function everything() {
          const { metadata } = project.file;
          const projectKind = metadata.projectKind;
          const isText = project.family === "analyze-text";
          const labelsOf = async (name, client = east) =>
            (await call(client, client.modelsRequest(name))).value.map(({ label }) => label).sort();
          const namesAt = async (client) =>
            (await call(client, client.projectsRequest())).value.map(({ projectName }) => projectName).sort();

          // Projects.
          const fresh = {
            projectName: "Fresh",
            projectKind,
            language: "en-us",
            ...(isText && { storageInputContainerName: "docs" }),
            description: "New.",
          };
          const made = await call(east, east.createProjectRequest("Fresh", fresh));
          assert.deepEqual([made.projectName, made.description], ["Fresh", "New."]);
          assert.deepEqual(await call(east, east.projectRequest("Fresh")), made);
          await run(
            east.importRequest(
              "Taken",
              JSON.stringify({ ...project.file, metadata: { ...metadata, projectName: "Taken" } }),
            ),
          );
          assert.deepEqual(await namesAt(east), ["Fresh", "Mail", "Taken"]);
          await run(east.exportRequest("Taken"));
          await run(east.deleteProjectRequest("Taken"));
          assert.deepEqual(await namesAt(east), ["Fresh", "Mail"]);

          // The available choices.
          assert.ok((await call(east, east.trainingConfigVersionsRequest({ projectKind }))).value.length > 0);
          assert.ok(
            (await call(east, east.languagesRequest({ projectKind }))).value.some(({ languageCode }) =>
              languageCode.startsWith("en"),
            ),
          );
          assert.ok((await call(east, east.prebuiltEntitiesRequest({ language: "en" }))).value.length > 0);

          // Models.
          const training = { trainingConfigVersion: "latest", ...(!isText && { trainingMode: "standard" }) };
          const connection = { kind: "AzureOpenAI", deploymentName: "gpt-4o", resourceId: "/subscriptions/1" };
          const generation = version > "2025-05" && {
            dataGenerationSettings: { enableDataGeneration: true, dataGenerationConnectionInfo: connection },
          };
          const trained = await run(east.trainRequest("Mail", { modelLabel: "v3", ...training, ...generation }));
          const steps = (await call(east, east.trainingJobRequest("Mail", trained.id))).result;
          assert.equal(steps.dataGenerationStatus?.percentComplete, generation && !isText ? 100 : undefined);
          assert.equal((await call(east, east.trainingJobRequest("Mail", trained.id))).result.modelLabel, "v3");
          const late = plainEast.readSubmission(
            ...(await sent(east.trainRequest("Mail", { modelLabel: "v4", ...training }))),
          );
          assert.equal(await call(east, east.cancelTrainingRequest("Mail", late.id)), undefined);
          const cancelled = await plainEast
            .follow(late, { fetch })
            .pollUntilDone()
            .catch((error) => error);
          assert.equal(cancelled.code, "jobCancelled");
          assert.deepEqual(
            (await call(east, east.trainingJobsRequest("Mail"))).value.map(({ jobId }) => jobId).sort(),
            [trained.id, late.id].sort(),
          );
          assert.deepEqual(await labelsOf("Mail"), ["v1", "v2", "v3"]);
          const { modelId, hasSnapshot } = await call(east, east.modelRequest("Mail", "v3"));
          assert.equal(hasSnapshot, true);
          const summary = await call(east, east.evaluationSummaryRequest("Mail", "v3"));
          assert.ok(isText ? summary.customEntityRecognitionEvaluation.entities : summary.intentsEvaluation.intents);
          const evaluated = await call(east, east.evaluationRequest("Mail", "v3"));
          assert.ok(evaluated.value.length > 0);
          const inPages = await call(east, east.evaluationRequest("Mail", "v3", { maxPageSize: 1 }));
          assert.deepEqual(inPages, { value: evaluated.value }, "all pages are the list");
          await run(
            east.evaluateRequest("Mail", "v3", {
              kind: "percentage",
              trainingSplitPercentage: 50,
              testingSplitPercentage: 50,
            }),
          );
          await run(east.loadSnapshotRequest("Mail", "v3"));

          // Models for containers.
          const hasExportedModels = isText || version > "2024-11";
          if (hasExportedModels) {
            await run(east.createExportedModelRequest("Mail", "boxed", { trainedModelLabel: "v3" }));
            assert.deepEqual(
              (await call(east, east.exportedModelsRequest("Mail"))).value.map(
                ({ exportedModelName }) => exportedModelName,
              ),
              ["boxed"],
            );
            assert.equal((await call(east, east.exportedModelRequest("Mail", "boxed"))).modelId, modelId);
            if (isText)
              assert.ok(
                (await call(east, east.exportedModelManifestRequest("Mail", "boxed"))).modelFiles[0].contentUri,
              );
            await run(east.deleteExportedModelRequest("Mail", "boxed"));
            assert.deepEqual((await call(east, east.exportedModelsRequest("Mail"))).value, []);
          }

          // Deployments.
          await run(east.deployRequest("Mail", "canary", { trainedModelLabel: "v3" }));
          assert.equal((await call(east, east.deploymentRequest("Mail", "canary"))).modelId, modelId);
          await run(east.swapDeploymentsRequest("Mail", "canary", "production"));
          assert.equal((await call(east, east.deploymentRequest("Mail", "production"))).modelId, modelId);
          await run(east.deleteDeploymentRequest("Mail", "staging"));
          assert.deepEqual(
            (await call(east, east.deploymentsRequest("Mail"))).value
              .map(({ deploymentName }) => deploymentName)
              .sort(),
            ["canary", "production"],
          );
          assert.equal(await call(east, east.deleteModelRequest("Mail", "v2")), undefined);
          assert.deepEqual(await labelsOf("Mail"), ["v1", "v3"]);

          // Other resources.
          const azureResourceId = resourceIdOf(WEST);
          await run(
            east.assignResourcesRequest(
              "Mail",
              members.assign({ azureResourceId, customDomain: "contoso-west", region: "westus" }),
            ),
          );
          assert.deepEqual((await call(east, east.resourcesRequest("Mail"))).value, [
            { azureResourceId, region: "westus" },
          ]);
          await run(
            east.deployRequest("Mail", "abroad", { trainedModelLabel: "v3", ...members.deploy(azureResourceId) }),
          );
          const { assignedResources } = await call(east, east.deploymentRequest("Mail", "abroad"));
          assert.deepEqual(
            assignedResources.map((resource) => resource[members.id]),
            [resourceIdOf(EAST), azureResourceId],
          );
          const abroad = async () =>
            (await call(west, west.deploymentResourcesRequest())).value.flatMap(({ deploymentsMetadata }) =>
              deploymentsMetadata.map(({ deploymentName }) => deploymentName),
            );
          assert.deepEqual(await abroad(), ["abroad"]);
          for (const unsure of [undefined, null, []])
            assert.throws(
              () => east.deleteFromResourcesRequest("Mail", "abroad", { [Object.keys(members.ids())[0]]: unsure }),
              ({ code, message }) => code === "invalidArgument" && /all/.test(message),
            );
          await run(east.deleteFromResourcesRequest("Mail", "abroad", members.ids(azureResourceId)));
          assert.deepEqual(await abroad(), []);
          await call(east, east.deploymentRequest("Mail", "abroad"));
          await run(east.unassignResourcesRequest("Mail", members.ids(azureResourceId)));
          await run(east.deleteFromResourcesRequest("Mail", "abroad"));
          await assert.rejects(call(east, east.deploymentRequest("Mail", "abroad")), { code: "notFound" });
          assert.deepEqual((await call(east, east.resourcesRequest("Mail"))).value, []);

          // From one resource to the other.
          const permission = await call(
            west,
            west.authorizeCopyRequest("Copy", { projectKind, ...(isText && { storageInputContainerName: "papers" }) }),
          );
          await run(east.copyRequest("Mail", permission));
          assert.deepEqual(await namesAt(west), ["Copy"]);

          const exported = hasExportedModels ? ["createExportedModel", "deleteExportedModel"] : [];
          const jobs = [
            ...exported,
            "assignResources",
            "copy",
            "deleteDeployment",
            "deleteFromResources",
            "deleteFromResources",
            "deleteProject",
            "deploy",
            "deploy",
            "evaluate",
            "export",
            "import",
            "loadSnapshot",
            "swapDeployments",
            "train",
            "unassignResources",
          ];
          assert.deepEqual(ran.sort(), jobs.sort());
          const builders = Object.getOwnPropertyNames(AzureLanguage.prototype)
            .filter((name) => name.endsWith("Request") && name !== "nextRequest")
            .filter(
              (name) =>
                (hasExportedModels && (isText || name !== "exportedModelManifestRequest")) ||
                !/exportedModel/i.test(name),
            );
          assert.deepEqual(
            [...used].sort(),
            builders.filter((name) => !ofQuestions.includes(name)).sort(),
            "every builder was used",
          );
        }

        /** Submits by hand, and returns the request and its answer. */
        async function sent(request) {
          const response = await fetch(new Request(request.url, request));
          return /** @type {const} */ ([
            request,
            { status: response.status, headers: response.headers, body: await response.text() },
          ]);
        }
      }));

test("query-knowledgebases: every operation is called, and its jobs are followed", () =>
  inVirtualTime(async (time) => {
    const family = "query-knowledgebases";
    const file = {
      metadata: { language: "en" },
      assets: { qnas: [{ id: 1, answer: "Yes.", questions: ["Is it open?"] }] },
    };
    const simulator = regionsIn(time, { family, file, models: [], deployments: [] }, { simulator: { projects: [] } });
    const client = new AzureLanguage({ endpoint: EAST, family, credential: { key: "demo-key" } });
    const call = (request) => /** @type {Promise<any>} */ (client.call(request, { fetch: simulator.fetch }));
    const run = async (request) => {
      const poller = await client.start(request, { fetch: simulator.fetch });
      assert.equal((await poller.pollUntilDone()).state, "succeeded");
      return poller.job.operation;
    };
    await time.until(
      (async () => {
        const made = await call(client.createProjectRequest("Help", { language: "en", description: "Hours." }));
        assert.equal(made.projectName, "Help");
        assert.equal((await call(client.projectRequest("Help"))).description, "Hours.");
        const ran = [];
        for (const request of [
          client.importRequest("Help", JSON.stringify(file)),
          client.exportRequest("Help"),
          client.deployRequest("Help", "production"),
        ])
          ran.push(await run(request));
        assert.deepEqual(
          (await call(client.deploymentsRequest("Help"))).value.map(({ deploymentName }) => deploymentName),
          ["production"],
        );
        ran.push(await run(client.deleteProjectRequest("Help")));
        assert.deepEqual(ran, ["import", "export", "deploy", "deleteProject"]);
        assert.deepEqual((await call(client.projectsRequest())).value, []);
      })(),
    );
  }));
