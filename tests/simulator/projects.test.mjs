import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AUTHORING, CONTOSO, createCaller } from "./caller.mjs";

const VERSION = "api-version=2023-04-01";
const PREVIEW = "api-version=2023-11-15-preview";
const FABRIKAM = "https://fabrikam.cognitiveservices.azure.com";
const STORE = "https://fabrikamdocs.blob.core.windows.net";
const projects = `${AUTHORING}/analyze-text/projects`;
const talks = `${AUTHORING}/analyze-conversations/projects`;

const loans = {
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  metadata: {
    projectKind: "CustomEntityRecognition",
    storageInputContainerName: "docs",
    projectName: "Loans",
    language: "en-us",
    multilingual: false,
  },
  assets: {
    projectKind: "CustomEntityRecognition",
    entities: [{ category: "Date" }],
    documents: [
      {
        location: "1.txt",
        language: "en-us",
        entities: [{ regionOffset: 0, regionLength: 20, labels: [{ category: "Date", offset: 2, length: 4 }] }],
      },
    ],
  },
};

/** @type {import("../../www/simulator/index.js").ProjectSeed} */
const seed = {
  origin: CONTOSO,
  family: "analyze-text",
  file: JSON.stringify(loans, undefined, 1),
  models: [{ label: "m1" }, { label: "m2", trainedAt: "2026-01-02T03:04:05Z" }],
  deployments: [
    { name: "production", model: "m1" },
    { name: "staging", model: "m2" },
  ],
};
const options = { limits: /** @type {const} */ (false), empty: [CONTOSO, FABRIKAM], projects: [seed] };

/** @param {ReturnType<typeof createCaller>} caller @param {string} method @param {string} url @param {object} [body] */
const request = (caller, method, url, body) =>
  caller.send(url, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    headers: { "Content-Type": method === "PATCH" ? "application/merge-patch+json" : "application/json" },
  });

describe("the projects of a resource", () => {
  test("differ from those of another region", async () => {
    const { getJson } = createCaller({ ...options, empty: [FABRIKAM], projects: [] });
    const names = async (/** @type {string} */ url) =>
      (await getJson(`${url}?${VERSION}`)).value.map((/** @type {any} */ { projectName }) => projectName);
    assert.deepEqual(await names(projects), ["MaintenanceReports", "SupportInbox", "MuseumCatalogue"]);
    assert.deepEqual(await names(projects.replace(CONTOSO, FABRIKAM)), []);
  });

  test("are listed page by page, by top, skip and maxpagesize", async () => {
    const { getJson } = createCaller();
    const list = async (/** @type {string} */ query) => {
      const names = [];
      let url = `${projects}?${VERSION}${query}`;
      let pages = 0;
      while (url !== null) {
        const { value, nextLink } = await getJson(url);
        names.push(...value.map((/** @type {any} */ { projectName }) => projectName[0]));
        url = nextLink;
        pages++;
      }
      return `${names.join("")} ${pages}`;
    };
    assert.equal(await list(""), "MSM 1");
    assert.equal(await list("&maxpagesize=1"), "MSM 3");
    assert.equal(await list("&maxpagesize=2&skip=1"), "SM 1");
    assert.equal(await list("&top=2&maxpagesize=1"), "MS 2");
    assert.equal(await list("&skip=9"), " 1");
    const { error } = await getJson(`${projects}?${VERSION}&top=many`);
    assert.equal(error.target, "top");
  });

  test("are created, changed by a merge patch, and deleted by a job", async () => {
    const caller = createCaller(options);
    const url = `${talks}/Greeter?${VERSION}`;
    const body = { projectName: "Greeter", language: "en", projectKind: "Conversation", description: "Hello" };
    assert.equal((await caller.post(url)).status, 405);
    assert.equal((await caller.send(url, { method: "PATCH", body: JSON.stringify(body) })).status, 415);
    const created = await request(caller, "PATCH", url, body);
    assert.equal(created.status, 201);
    const project = await created.json();
    assert.equal(project.createdDateTime, "2026-03-14T09:26:53Z");
    assert.equal(project.lastTrainedDateTime, undefined);
    await caller.clock.pass(5000);
    const changed = await request(caller, "PATCH", url, { description: null, settings: { confidenceThreshold: 0.5 } });
    assert.equal(changed.status, 200);
    assert.deepEqual(await caller.getJson(url), {
      createdDateTime: "2026-03-14T09:26:53Z",
      lastModifiedDateTime: "2026-03-14T09:26:58Z",
      projectName: "Greeter",
      language: "en",
      projectKind: "Conversation",
      settings: { confidenceThreshold: 0.5 },
    });
    assert.equal((await request(caller, "PATCH", url, { projectKind: "Orchestration" })).status, 400);
    const deleted = await request(caller, "DELETE", url);
    const location = deleted.headers.get("operation-location") ?? "";
    assert.match(location, /\/analyze-conversations\/projects\/global\/deletion-jobs\/[^?]+\?/);
    assert.equal((await caller.get(url)).status, 200);
    await caller.finish();
    assert.equal((await caller.getJson(location)).status, "succeeded");
    const { error } = await caller.getJson(url);
    assert.equal(error.code, "ProjectNotFound");
  });

  test("of question answering are deleted by a job elsewhere", async () => {
    const caller = createCaller();
    const url = `${AUTHORING}/query-knowledgebases/projects/LibraryHelp?${VERSION}`;
    assert.equal((await caller.getJson(url)).projectName, "LibraryHelp");
    const location = (await request(caller, "DELETE", url)).headers.get("operation-location") ?? "";
    assert.match(location, /query-knowledgebases\/projects\/deletion-jobs\//);
    await caller.finish();
    assert.equal((await caller.getJson(location)).status, "succeeded");
    assert.equal((await caller.get(url)).status, 404);
  });
});

describe("a project that is put in place", () => {
  test("has its models, deployments and dates, and its file to the byte", async () => {
    const caller = createCaller(options);
    const project = await caller.getJson(`${projects}/Loans?${VERSION}`);
    assert.equal(project.createdDateTime, "2025-11-03T08:00:00Z");
    assert.equal(project.lastTrainedDateTime, "2026-01-02T03:04:05Z");
    assert.equal(project.lastDeployedDateTime, "2025-11-03T10:00:00Z");
    const location = await caller.start(`${projects}/Loans/:export?stringIndexType=Utf16CodeUnit&${VERSION}`);
    await caller.finish();
    const { resultUrl } = await caller.getJson(location);
    assert.equal(await (await caller.get(resultUrl)).text(), seed.file);
  });

  test("can be added later, and inspected", () => {
    const { simulator } = createCaller({ empty: [FABRIKAM] });
    assert.deepEqual(simulator.projects(FABRIKAM), []);
    simulator.addProject({ ...seed, origin: FABRIKAM, name: "Others" });
    const [project] = simulator.projects(FABRIKAM);
    assert.equal(project.name, "Others");
    assert.deepEqual(project.file, loans);
    assert.deepEqual(
      project.models.map(({ label }) => label),
      ["m1", "m2"],
    );
    assert.throws(() => simulator.addProject({ ...seed, deployments: [{ name: "d", model: "m9" }] }), /m9/);
  });
});

describe("an import over a project", () => {
  test("replaces it when its job succeeds, and not before; models and deployments go", async () => {
    const caller = createCaller(options);
    await caller.start(`${projects}/Loans/:import?${VERSION}`, JSON.stringify(loans));
    assert.equal(caller.simulator.projects(CONTOSO)[0].models.length, 2);
    await caller.finish();
    const [project] = caller.simulator.projects(CONTOSO);
    assert.deepEqual([project.models, project.deployments, project.trainedAt], [[], [], undefined]);
  });

  test("fails when the resource's storage has no such container", async () => {
    const storage = [{ origin: STORE, containers: { other: {} }, languageOrigins: [FABRIKAM] }];
    const caller = createCaller({ ...options, storage });
    const url = `${projects.replace(CONTOSO, FABRIKAM)}/Loans/:import?${VERSION}`;
    const location = await caller.start(url, JSON.stringify(loans));
    await caller.finish();
    const { status, errors } = await caller.getJson(location);
    assert.equal(status, "failed");
    assert.match(errors[0].message, /'docs' does not exist/);
    assert.deepEqual(caller.simulator.projects(FABRIKAM), []);
    const good = JSON.stringify(loans).replace('"docs"', '"other"');
    await caller.start(url, good);
    await caller.finish();
    assert.equal(caller.simulator.projects(FABRIKAM).length, 1);
  });
});

describe("deployments", () => {
  const url = (/** @type {string} */ rest) => `${projects}/Loans/deployments${rest}?${VERSION}`;
  const models = async (/** @type {ReturnType<typeof createCaller>} */ caller) =>
    Object.fromEntries(
      (await caller.getJson(url(""))).value.map((/** @type {any} */ { deploymentName, modelId }) => [
        deploymentName,
        modelId.slice(0, 2),
      ]),
    );

  test("are made by a job, and change the project's date", async () => {
    const caller = createCaller(options);
    const answer = await request(caller, "PUT", url("/new"), { trainedModelLabel: "m2" });
    assert.equal(answer.status, 202);
    assert.match(answer.headers.get("operation-location") ?? "", /\/deployments\/new\/jobs\/[^?]+\?/);
    assert.equal((await caller.get(url("/new"))).status, 404);
    await caller.finish();
    const deployment = await caller.getJson(url("/new"));
    assert.match(deployment.modelId, /^m2-20260102T030405-/);
    assert.equal(deployment.assignedResources, undefined);
    assert.match((await caller.getJson(`${projects}/Loans?${VERSION}`)).lastDeployedDateTime, /^2026-03-14T09:2/);
  });

  test("of a missing model are refused", async () => {
    const caller = createCaller(options);
    const answer = await request(caller, "PUT", url("/new"), { trainedModelLabel: "m9" });
    assert.equal(answer.status, 404);
    assert.equal((await answer.json()).error.target, "trainedModelLabel");
  });

  test("change places when they are swapped", async () => {
    const caller = createCaller(options);
    const body = { firstDeploymentName: "production", secondDeploymentName: "staging" };
    const location = await caller.start(url("/:swap"), JSON.stringify(body));
    assert.match(location, /\/deployments\/swap\/jobs\//);
    assert.deepEqual(await models(caller), { production: "m1", staging: "m2" });
    await caller.finish();
    assert.deepEqual(await models(caller), { production: "m2", staging: "m1" });
    assert.equal((await caller.post(url("/:swap"), JSON.stringify({ ...body, firstDeploymentName: "x" }))).status, 404);
  });

  test("are deleted by a job, and their model cannot be deleted before", async () => {
    const caller = createCaller(options);
    const model = `${projects}/Loans/models/m2?${VERSION}`;
    assert.equal((await request(caller, "DELETE", model)).status, 409);
    const location = (await request(caller, "DELETE", url("/staging"))).headers.get("operation-location") ?? "";
    await caller.finish();
    assert.equal((await caller.getJson(location)).status, "succeeded");
    assert.deepEqual(await models(caller), { production: "m1" });
    assert.equal((await request(caller, "DELETE", model)).status, 204);
    assert.equal((await caller.get(model)).status, 404);
  });
});

describe("a snapshot", () => {
  test("brings the project back to what its model was trained on", async () => {
    const caller = createCaller(options);
    await request(caller, "PATCH", `${projects}/Loans?${VERSION}`, { description: "Changed since" });
    await caller.start(`${projects}/Loans/models/m1/:load-snapshot?${VERSION}`);
    await caller.finish();
    assert.equal((await caller.getJson(`${projects}/Loans?${VERSION}`)).description, undefined);
  });
});

describe("a copy from region to region", () => {
  const target = `${projects.replace(CONTOSO, FABRIKAM)}/LoansCopy/:authorize-copy?${PREVIEW}`;
  const authorization = { projectKind: "CustomEntityRecognition", storageInputContainerName: "north-docs" };
  const copy = `${projects}/Loans/:copy?${PREVIEW}`;

  test("brings the project over when its job succeeds, into the target's container", async () => {
    const caller = createCaller({ ...options, regions: { [FABRIKAM]: "North Europe" } });
    const response = await request(caller, "POST", target, authorization);
    assert.equal(response.status, 200);
    const given = await response.json();
    assert.equal(given.targetResourceRegion, "northeurope");
    const location = await caller.start(copy, JSON.stringify(given));
    assert.match(location, new RegExp(`^${CONTOSO}.*/projects/Loans/copy/jobs/`));
    assert.deepEqual(caller.simulator.projects(FABRIKAM), []);
    await caller.finish();
    const [project] = caller.simulator.projects(FABRIKAM);
    assert.equal(project.name, "LoansCopy");
    assert.equal(project.file.metadata.storageInputContainerName, "north-docs");
    assert.deepEqual(project.file.assets, loans.assets);
    assert.deepEqual(project.models, []);
  });

  test("needs the target's own token, while it is good", async () => {
    const caller = createCaller(options);
    const given = await (await request(caller, "POST", target, authorization)).json();
    const status = async (/** @type {object} */ body) => (await request(caller, "POST", copy, body)).status;
    assert.equal(await status({ ...given, accessToken: "guessed" }), 403);
    assert.equal(await status({ ...given, targetProjectName: "Loans" }), 403);
    assert.equal(await status({ ...given, projectKind: "CustomHealthcare" }), 400);
    assert.equal(await status({ ...given, targetResourceId: undefined }), 400);
    await caller.clock.pass(24 * 3_600_000);
    assert.equal(await status(given), 403);
  });

  test("over an existing project must be allowed", async () => {
    const caller = createCaller(options);
    const own = target.replace(FABRIKAM, CONTOSO).replace("LoansCopy", "Loans");
    assert.equal((await request(caller, "POST", own, authorization)).status, 409);
    assert.equal((await request(caller, "POST", own, { ...authorization, allowOverwrite: true })).status, 200);
  });
});

describe("assigned resources", () => {
  const id =
    "/subscriptions/5a1e7a51-0000-4000-8000-000000000001/resourceGroups/simulated/providers/Microsoft.CognitiveServices/accounts/fabrikam";
  const url = (/** @type {string} */ rest) => `${projects}/Loans/resources${rest}?${PREVIEW}`;
  const body = { resourcesMetadata: [{ azureResourceId: id, customDomain: "fabrikam", region: "northeurope" }] };

  test("are assigned with a token and not with a key, then deployed to, then taken away", async () => {
    const caller = createCaller(options);
    const { get, getJson, simulator } = caller;
    assert.equal((await request(caller, "POST", url("/:assign"), body)).status, 403);
    const assigned = await simulator.fetch(url("/:assign"), {
      method: "POST",
      body: JSON.stringify(body),
      headers: { Authorization: "Bearer demo-token" },
    });
    assert.equal(assigned.status, 202);
    await caller.finish();
    assert.deepEqual((await getJson(url(""))).value, [{ azureResourceId: id, region: "northeurope" }]);
    const deployment = `${projects}/Loans/deployments/both?${PREVIEW}`;
    const wanted = { trainedModelLabel: "m1", assignedResourceIds: [id] };
    assert.equal((await request(caller, "PUT", deployment, wanted)).status, 202);
    await caller.finish();
    assert.equal((await getJson(deployment)).assignedResources.length, 2);
    const there = `${projects.replace(CONTOSO, FABRIKAM)}/global/deployments/resources?${PREVIEW}`;
    await get(there);
    const { value } = await getJson(there);
    assert.deepEqual([value[0].projectName, value[0].deploymentsMetadata[0].deploymentName], ["Loans", "both"]);
    await caller.start(url("/:unassign"), JSON.stringify({ assignedResourceIds: [id] }));
    await caller.finish();
    assert.equal((await getJson(deployment)).assignedResources.length, 1);
    assert.equal((await request(caller, "PUT", deployment, wanted)).status, 400);
  });
});

describe("the members that name resources", () => {
  const id =
    "/subscriptions/5a1e7a51-0000-4000-8000-000000000001/resourceGroups/simulated/providers/Microsoft.CognitiveServices/accounts/fabrikam";
  const resource = { azureResourceId: id, customDomain: "fabrikam", region: "northeurope" };
  /** @type {import("../../www/simulator/index.js").ProjectSeed} */
  const conversations = {
    ...seed,
    family: "analyze-conversations",
    file: {
      ...loans,
      metadata: { ...loans.metadata, projectKind: "Conversation" },
      assets: { projectKind: "Conversation" },
    },
  };

  for (const [version, assign, ids, deploy, object] of [
    ["2024-11-15-preview", "resourcesMetadata", "assignedResourceIds", { assignedResourceIds: [id] }, "resourceId"],
    [
      "2025-05-15-preview",
      "resourcesMetadata",
      "assignedResourceIds",
      { assignedResources: [{ resourceId: id, region: "r" }] },
      "resourceId",
    ],
    ["2025-11-01", "projectResources", "azureResourceIds", { azureResourceIds: [id] }, "azureResourceId"],
    [
      "2025-11-15-preview",
      "projectResources",
      "azureResourceIds",
      { azureResourceIds: [{ azureResourceId: id, region: "r" }] },
      "azureResourceId",
    ],
  ])
    test(`are those of ${version}, and one that it lacks deletes a deployment everywhere`, async () => {
      const caller = createCaller({ ...options, projects: [conversations] });
      const url = (/** @type {string} */ rest) => `${talks}/Loans/${rest}?api-version=${version}`;
      const token = { Authorization: "Bearer demo-token" };
      /** @param {string} method @param {string} path @param {object} body */
      const send = async (method, path, body) => {
        const { status } = await caller.send(url(path), { method, body: JSON.stringify(body), headers: token });
        await caller.finish();
        return status;
      };
      assert.equal(await send("POST", "resources/:assign", { metadata: [resource] }), 400);
      assert.equal(await send("POST", "resources/:assign", { [/** @type {string} */ (assign)]: [resource] }), 202);
      assert.equal(
        await send("PUT", "deployments/both", { trainedModelLabel: "m1", .../** @type {object} */ (deploy) }),
        202,
      );
      const both = async () => (await caller.getJson(url("deployments/both"))).assignedResources;
      assert.deepEqual((await both())[1], { [/** @type {string} */ (object)]: id, region: "northeurope" });
      assert.equal(
        await send("POST", "deployments/both/:delete-from-resources", { [/** @type {string} */ (ids)]: [id] }),
        202,
      );
      assert.equal((await both()).length, 1);
      assert.equal(await send("POST", "deployments/both/:delete-from-resources", { resources: [id] }), 202);
      assert.equal(await both(), undefined, "the deployment is gone");
    });
});

describe("an api-version", () => {
  test("without an operation does not find it", async () => {
    const caller = createCaller(options);
    for (const [method, path] of [
      ["POST", "Loans/:copy"],
      ["POST", "Loans/:authorize-copy"],
      ["GET", "Loans/resources"],
      ["POST", "Loans/models/m1/:evaluate"],
      ["GET", "global/prebuilt-entities"],
    ]) {
      const response = await request(caller, method, `${projects}/${path}?${VERSION}`);
      assert.equal(response.status, 404, path);
      assert.equal((await response.json()).error.code, "NotFound");
    }
    const snapshot = await caller.post(`${projects}/Loans/models/m1/:load-snapshot?api-version=2022-05-01`);
    assert.equal(snapshot.status, 404);
  });
});

describe("the rate limit", () => {
  test("counts every request that changes something with the submissions", async () => {
    const caller = createCaller({ ...options, limits: { submissionsPerMinute: 3 } });
    const url = `${projects}/Loans?${VERSION}`;
    const statuses = [];
    for (const method of ["PATCH", "PUT", "DELETE", "POST"])
      statuses.push((await request(caller, method, url, { description: method })).status);
    assert.deepEqual(statuses, [200, 405, 202, 429]);
    assert.equal((await caller.get(url)).status, 200);
    assert.equal((await request(caller, "PATCH", url.replace(CONTOSO, FABRIKAM), {})).status, 400);
  });
});

describe("a reload", () => {
  test("keeps projects, and jobs go on meanwhile", async () => {
    const first = createCaller(options);
    await request(first, "PUT", `${projects}/Loans/deployments/new?${VERSION}`, { trainedModelLabel: "m2" });
    await request(first, "DELETE", `${projects}/Loans/deployments/staging?${VERSION}`);
    await first.clock.pass(5_000);
    const location = await first.start(
      `${projects}/Loans/:train?${VERSION}`,
      JSON.stringify({ modelLabel: "m3", trainingConfigVersion: "latest" }),
    );
    const saved = JSON.parse(JSON.stringify(first.simulator.save()));
    const second = createCaller({ limits: false, empty: [CONTOSO], saved });
    await second.clock.pass(70_000);
    assert.equal((await second.getJson(location)).status, "succeeded");
    const [project] = second.simulator.projects(CONTOSO);
    assert.deepEqual(
      project.deployments.map(({ name }) => name),
      ["production", "new"],
    );
    assert.deepEqual(
      project.models.map(({ label }) => label),
      ["m1", "m2", "m3"],
    );
  });

  test("that keeps only the jobs lets them take effect again", async () => {
    const first = createCaller({ ...options, projects: [] });
    await first.start(`${projects}/Loans/:import?${VERSION}`, JSON.stringify(loans));
    await first.finish();
    assert.equal(first.simulator.projects(CONTOSO).length, 1);
    const { jobs } = JSON.parse(JSON.stringify(first.simulator.save()));
    const second = createCaller({ ...options, projects: [], saved: { jobs } });
    await second.finish();
    assert.equal(second.simulator.projects(CONTOSO).length, 1);
  });
});
