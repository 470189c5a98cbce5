// Values against types: random values from the declarations (samples.json) pass through the module,
// and TypeScript checks what comes out against the declared types.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import init, {
  AvePoint,
  AzureLanguage,
  compareRegions,
  ExportedProject,
  ExportJobsError,
  JobBoard,
  LanguageFailover,
  LanguageRuntime,
  Replication,
} from "export-jobs/all";
import { run } from "../../scripts/command.mjs";
import { tsc } from "../../scripts/build/simulator.mjs";
import { inRoot } from "../../scripts/project.mjs";

await init();
const samples = JSON.parse(readFileSync(inRoot("tests", "package", "samples.json"), "utf8"));
const endpoint = "https://contoso.cognitiveservices.azure.com";
const language = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: "k" } });

/** A value as TypeScript. An error is made of its plain data, which is typed. */
function literal(value) {
  if (ExportJobsError.is(value)) return `ExportJobsError.from(${literal({ ...value.toJSON() })})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${literal(member)}`)
    .join(", ")} }`;
}

/** Checks values against types with TypeScript, each as `[type, value]`. Returns its messages. */
async function check(pairs) {
  const folder = inRoot("target", `values-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const types = [...new Set(pairs.flatMap(([type]) => type.match(/\w+/g)))].filter(
    (name) => !["Record", "string"].includes(name),
  );
  const lines = pairs.map(([type, value]) => `(${literal(value)}) satisfies ${type};`);
  const text = `import { ExportJobsError, type ${types.join(", type ")} } from "export-jobs/all";\n${lines.join("\n")}\n`;
  writeFileSync(path.join(folder, "values.ts"), text);
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.json",
      compilerOptions: { allowJs: false, checkJs: false },
      include: ["values.ts"],
    }),
  );
  try {
    const { stdout, stderr } = await run(process.execPath, [tsc(), "--project", folder], { show: false });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A board's view of the samples: each of its jobs has a status, an outcome and a failure. */
function board() {
  const jobs = samples.statuses.map((status, index) => {
    const { project, ...job } = language.job("export", "P", `job-${index}`);
    const { project: sampled } = samples.jobs[index];
    const record = {
      job: { ...job, ...(sampled === undefined ? {} : { project }) },
      status,
      deadlineInMs: 60_000,
      version: 2,
    };
    const errors = index % 2 === 0 ? { outcome: samples.errors[index] } : { lastFailure: samples.errors[index] };
    return index % 3 === 0 ? record : { ...record, ...errors };
  });
  return JobBoard.restore(
    { version: 1, savedAt: Date.now(), jobs },
    { clients: language, fetch: () => new Promise(() => {}) },
  );
}

/** An answer of a service. */
const answer = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

/** An object without the members that only the package itself reads. */
const without = (object, ...names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** The members of a stored replication that the types show. */
const shown = (state) => ({
  ...state,
  projects: state.projects.map((project) => ({
    ...without(project, "modelsKnown", "backup", "handedOut", "export", "import", "verify", "arrived"),
    models: project.models.map((model) => without(model, "knownJobs", "knownModel", "train", "made")),
    deployments: project.deployments.map((deployment) => without(deployment, "known", "deploy")),
  })),
});

/** Two resources, and a replication's state at random between them. */
function regions() {
  const [source, target] = ["east", "west"].map(
    (name) =>
      new AzureLanguage({
        endpoint: `https://${name}.cognitiveservices.azure.com`,
        family: "analyze-text",
        credential: { key: "k" },
      }),
  );
  const place = (name) => ({ endpoint: `https://${name}.cognitiveservices.azure.com`, family: "analyze-text" });
  const options = { projects: ["P"], replace: [], route: "import", train: true, deploy: true, replaceDocuments: false };
  const states = samples.replications.map((state) => {
    const whole = { ...state, version: 1, source: place("east"), target: place("west"), options };
    return Replication.resume(whole, { source, target }).state;
  });
  return { source, target, states };
}

const isPresent = (name) => (object) => name in object;

test("the module's outputs for random values have the declared types", async () => {
  const restored = board();
  const jobs = restored.jobs();
  // The other members of a stored job belong to the board.
  const stored = /** @type {any[]} */ (restored.state.jobs);
  restored.close();
  const statuses = jobs.map(({ status }) => status);
  // The samples cover the types: each optional member is both present and absent, and each word occurs.
  assert.equal(jobs.length, samples.statuses.length);
  for (const name of ["jobId", "createdAt", "updatedAt", "expiresAt", "percentComplete", "resultUrl", "retryAfterMs"]) {
    assert.ok(statuses.some(isPresent(name)) && !statuses.every(isPresent(name)), name);
  }
  for (const name of ["error", "lastFailure"])
    assert.ok(jobs.some(isPresent(name)) && !jobs.every(isPresent(name)), name);
  assert.equal(new Set(statuses.map(({ state }) => state)).size, 9);
  assert.ok(statuses.some(({ errors }) => errors.some(isPresent("innerError"))));

  const project = JSON.stringify({
    projectFileVersion: "2023-04-01",
    stringIndexType: "Utf16CodeUnit",
    metadata: {
      projectKind: "Conversation",
      projectName: "Mail",
      language: "en",
      settings: { confidenceThreshold: 0.5 },
    },
    assets: {
      projectKind: "Conversation",
      intents: [{ category: "Send" }],
      entities: [],
      utterances: [
        {
          text: "send it",
          intent: "Send",
          language: "en",
          dataset: "Train",
          entities: [{ category: "x", offset: 5, length: 9 }],
        },
      ],
    },
  });
  const [before, after] = [project, project.replace("send it", "send them")].map((text) => ExportedProject.parse(text));
  const findings = before.check();
  assert.ok(findings.length > 0);
  const comparison = before.compare(after);
  assert.ok(comparison.length > 0);

  const runtime = new LanguageRuntime({ endpoint, credential: { key: "k" } });
  const results = runtime.readResults({
    status: 200,
    headers: {},
    body: JSON.stringify({
      jobId: "1",
      status: "partiallyCompleted",
      createdDateTime: "2026-01-01T00:00:00Z",
      lastUpdatedDateTime: "2026-01-01T00:00:00Z",
      tasks: {
        items: [
          {
            kind: "CustomEntityRecognitionLROResults",
            taskName: "t",
            status: "succeeded",
            lastUpdateDateTime: "2026-01-01T00:00:00Z",
            results: {
              projectName: "P",
              deploymentName: "D",
              documents: [{ id: "1", entities: [], warnings: [] }],
              errors: [{ id: "2", error: { code: "InvalidDocument", message: "m" } }],
            },
          },
        ],
      },
    }),
  });
  assert.equal(results.documents.length, 1);

  const said = await check([
    ["BoardJob[]", jobs],
    ["JobStatus[]", statuses],
    ["Job[]", jobs.map(({ job }) => job)],
    ["JobStatus[]", stored.map(({ status }) => status)],
    ["BudgetUse[]", restored.budgets()],
    ["Region[]", AvePoint.regions()],
    ["ProjectSummary", before.summary()],
    ["ProjectStatistics", before.statistics()],
    ["Finding[]", findings],
    ["ProjectChange[]", comparison.changes()],
    ["Record<string, ProjectPartCounts>", comparison.counts()],
    ["AnalysisResults", results],
  ]);
  assert.equal(said, "");
});

test("the outputs of a board have the declared types", async () => {
  const board = new JobBoard({ clients: language, fetch: () => new Promise(() => {}), limits: samples.limits[0] });
  const changes = [];
  board.onChange((change) => changes.push(change));
  board.add(language.job("export", "P", "added"));
  board.remove(language.job("export", "P", "added"));
  const { state, snapshot } = board;
  board.close();
  assert.deepEqual(
    changes.map(({ type }) => type),
    ["added", "removed"],
  );
  const stored = { ...without(state, "budgets", "histories", "removed"), jobs: state.jobs.map(({ job }) => ({ job })) };
  assert.equal(
    await check([
      ["BoardChange[]", changes],
      ["BoardJob[]", snapshot],
      ["JobBoardState", stored],
      ["ServiceLimits[]", samples.limits],
      ["ExportOptions[]", samples.exportOptions],
      ["ImportOptions[]", samples.importOptions],
      ["ProjectItemsFilter[]", samples.filters],
    ]),
    "",
  );
});

test("the outputs of a fail-over have the declared types", async () => {
  const hosts = ["east", "west"].map((name) => ({ endpoint: `https://${name}.example`, credential: { key: "k" } }));
  const [primary, secondary] = hosts;
  const prediction = { projectKind: "Conversation", topIntent: "Send", intents: [], entities: [] };
  const failover = new LanguageFailover({
    primary,
    secondary,
    fetch: async ({ url }) => {
      if (url.startsWith("https://east.")) throw new TypeError("offline");
      return answer({ kind: "ConversationResult", result: { query: "send", prediction } });
    },
  });
  const before = failover.state;
  const { answeredBy, endpoint: by } = await failover.predict("send", { project: "P", deployment: "D" });
  const after = failover.state;
  assert.equal(answeredBy, "secondary");
  assert.ok(after.primary.error && after.primary.retryInMs !== undefined && after.current === "secondary");
  assert.equal(
    await check([
      ["FailoverState[]", [before, after]],
      ["ResourceHealth", after.primary],
      ["AnsweredBy", { answeredBy, endpoint: by }],
    ]),
    "",
  );
});

test("the outputs of a replication have the declared types", async () => {
  const { source, target, states } = regions();
  const projects = states.flatMap((state) => state.projects);
  for (const name of ["kind", "before", "findings", "documents", "verification", "evaluation", "ending"])
    assert.ok(projects.some(isPresent(name)) && !projects.every(isPresent(name)), name);
  assert.equal(new Set(projects.map(({ ending }) => ending?.state)).size, 4);

  const progress = [];
  const missing = async () => answer({ error: { code: "ProjectNotFound", message: "None." } }, 404);
  const replication = new Replication({ source, target, project: "P", fetch: missing });
  replication.onProgress((news) => progress.push(news));
  await assert.rejects(replication.run());
  assert.ok(progress.length > 0);
  const plans = await replication.plan();
  assert.equal(plans[0].refusal.code, "notFound");

  const project = (projectName, lastModifiedDateTime) => ({
    projectName,
    projectKind: "CustomEntityRecognition",
    language: "en",
    createdDateTime: "2026-01-01T00:00:00Z",
    lastModifiedDateTime,
  });
  const lists = async ({ url }) => {
    if (!new URL(url).pathname.endsWith("/projects")) return answer({ value: [] });
    const isSource = url.startsWith("https://east.");
    const other = isSource ? project("A", "2026-01-02T00:00:00Z") : project("B", "2026-01-02T00:00:00Z");
    return answer({ value: [project("P", isSource ? "2026-01-03T00:00:00Z" : "2026-01-02T00:00:00Z"), other] });
  };
  const comparisons = await compareRegions({ source, target, fetch: lists });
  assert.deepEqual(comparisons.map(({ standing }) => standing).sort(), ["extra", "missing", "older"]);

  const said = await check([
    ["ReplicationState[]", [...states, replication.state].map(shown)],
    ["ReplicationProgress[]", progress],
    ["ProjectPlan[]", plans],
    ["RegionComparison[]", comparisons],
    ["PredictionOptions[]", samples.predictions.map((it) => without(it, "stringIndexType"))],
  ]);
  assert.equal(said, "");
});

test("a value that does not fit is found", async () => {
  const [status] = samples.statuses;
  for (const wrong of [
    { ...status, state: "pondering" },
    { ...status, more: 1 },
    { ...status, errors: [{}] },
  ]) {
    assert.match(await check([["JobStatus", wrong]]), /error TS/);
  }
});
