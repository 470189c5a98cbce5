import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AUTHORING, createCaller } from "./caller.mjs";

const VERSION = "api-version=2023-04-01";
const inbox = `${AUTHORING}/analyze-text/projects/SupportInbox`;
const transit = `${AUTHORING}/analyze-conversations/projects/CityTransit`;
const textOptions = { modelLabel: "m1", trainingConfigVersion: "latest" };
const talkOptions = { modelLabel: "m1", trainingMode: "standard" };

/** @param {ReturnType<typeof createCaller>} caller @param {string} [project] @param {object} [options] */
const train = (caller, project = inbox, options = textOptions) =>
  caller.start(`${project}/:train?${VERSION}`, JSON.stringify(options));

/**
 * Trains a project, and waits for the end.
 * @param {ReturnType<typeof createCaller>} caller @param {string} [project] @param {object} [options]
 */
async function trained(caller, project, options) {
  const location = await train(caller, project, options);
  await caller.clock.pass(61_000);
  return location;
}

describe("a training", () => {
  test("moves through its model and its evaluation, and ends with a model", async () => {
    const caller = createCaller();
    const { getJson, clock } = caller;
    const location = await train(caller, transit, talkOptions);
    assert.match(location, /\/projects\/CityTransit\/train\/jobs\/[^?]+\?api-version=2023-04-01$/);
    const first = await getJson(location);
    assert.deepEqual(Object.keys(first)[0], "result");
    assert.deepEqual(first.result.trainingStatus, { percentComplete: 0, status: "notStarted" });
    assert.equal(first.result.trainingConfigVersion, "2022-09-01");
    assert.equal(first.result.trainingMode, "standard");
    assert.match(first.result.estimatedEndDateTime, /^2026-03-14T09:2[78]/);
    let percent = 0;
    const seen = new Set();
    for (let count = 0; count < 61; count++) {
      const { result, status } = await getJson(location);
      seen.add(`${status} ${result.trainingStatus.status} ${result.evaluationStatus.status}`);
      assert.ok(result.trainingStatus.percentComplete >= percent);
      percent = result.trainingStatus.percentComplete;
      await clock.pass(1000);
    }
    assert.deepEqual(
      [...seen],
      [
        "notStarted notStarted notStarted",
        "running running notStarted",
        "running succeeded running",
        "succeeded succeeded succeeded",
      ],
    );
    const { value } = await getJson(`${transit}/models?${VERSION}`);
    const [before, model] = value;
    assert.equal(before.label, "v 1");
    assert.equal(model.label, "m1");
    assert.match(model.modelId, /^m1-20260314T092\d{3}-[0-9a-f]{32}$/);
    assert.equal(model.hasSnapshot, true);
    const project = await getJson(`${transit}?${VERSION}`);
    assert.match(project.lastTrainedDateTime, /^2026-03-14T09:2/);
    assert.equal(project.lastDeployedDateTime, "2025-11-03T10:00:00Z");
  });

  test("is listed with the others of its project until it has expired", async () => {
    const caller = createCaller();
    await trained(caller);
    await trained(caller, inbox, { ...textOptions, modelLabel: "m2" });
    await trained(caller, transit, talkOptions);
    const list = async () => (await caller.getJson(`${inbox}/train/jobs?${VERSION}`)).value;
    assert.deepEqual(
      (await list()).map((/** @type {any} */ { result }) => result.modelLabel),
      ["m1", "m2"],
    );
    await caller.clock.pass(7 * 86_400_000);
    assert.deepEqual(await list(), []);
  });

  test("can be cancelled, and then leaves no model", async () => {
    const caller = createCaller();
    const location = await train(caller);
    await caller.clock.pass(10_000);
    const response = await caller.post(location.replace("?", "/:cancel?"));
    assert.equal(response.status, 202);
    assert.equal(response.headers.get("operation-location"), location);
    assert.equal((await caller.getJson(location)).status, "cancelling");
    await caller.clock.pass(2_000);
    const { status, result } = await caller.getJson(location);
    assert.equal(status, "cancelled");
    assert.equal(result.trainingStatus.status, "cancelled");
    await caller.clock.pass(60_000);
    assert.deepEqual((await caller.getJson(`${inbox}/models?${VERSION}`)).value, []);
    assert.equal((await caller.post(location.replace("?", "/:cancel?"))).status, 400);
  });

  test("that fails leaves no model", async () => {
    const caller = createCaller();
    caller.simulator.inject({ fault: "failed", operation: "train", on: "submit" });
    await trained(caller);
    assert.deepEqual((await caller.getJson(`${inbox}/models?${VERSION}`)).value, []);
  });

  test("is refused while another runs in the project, not in another project", async () => {
    const caller = createCaller();
    await train(caller);
    const refused = await caller.post(
      `${inbox}/:train?${VERSION}`,
      JSON.stringify({ ...textOptions, modelLabel: "m2" }),
    );
    assert.equal(refused.status, 409);
    assert.equal((await refused.json()).error.code, "Conflict");
    await train(caller, transit, talkOptions);
  });

  test("with a label in use replaces the model; with the eleventh label it is refused", async () => {
    const caller = createCaller({ limits: false });
    for (let number = 1; number <= 10; number++)
      await trained(caller, inbox, { ...textOptions, modelLabel: `m${number}` });
    const models = async () => (await caller.getJson(`${inbox}/models?${VERSION}`)).value;
    const [{ modelId }] = await models();
    await trained(caller, inbox, { ...textOptions, modelLabel: "m1" });
    assert.equal((await models()).length, 10);
    assert.notEqual((await models()).find((/** @type {any} */ { label }) => label === "m1").modelId, modelId);
    const refused = await caller.post(
      `${inbox}/:train?${VERSION}`,
      JSON.stringify({ ...textOptions, modelLabel: "m11" }),
    );
    assert.equal(refused.status, 400);
    assert.equal((await refused.json()).error.code, "QuotaExceeded");
  });

  for (const [what, project, options, target] of /** @type {[string, string, object, string][]} */ ([
    ["without a label", inbox, { trainingConfigVersion: "latest" }, "modelLabel"],
    ["without a configuration, of text", inbox, { modelLabel: "m1" }, "trainingConfigVersion"],
    [
      "with an unknown configuration",
      transit,
      { ...talkOptions, trainingConfigVersion: "2019-01-01" },
      "trainingConfigVersion",
    ],
    ["without a mode, of conversations", transit, { modelLabel: "m1" }, "trainingMode"],
    [
      "with percentages that are not a hundred",
      inbox,
      {
        ...textOptions,
        evaluationOptions: { kind: "percentage", trainingSplitPercentage: 80, testingSplitPercentage: 30 },
      },
      "evaluationOptions",
    ],
  ])) {
    test(`${what} is refused`, async () => {
      const { post } = createCaller();
      const response = await post(`${project}/:train?${VERSION}`, JSON.stringify(options));
      assert.equal(response.status, 400);
      assert.equal((await response.json()).error.target, target);
    });
  }

  test("of a project without labels is refused", async () => {
    const { send } = createCaller();
    const url = `${AUTHORING}/analyze-conversations/projects/Empty`;
    const created = await send(`${url}?${VERSION}`, {
      method: "PATCH",
      body: JSON.stringify({ projectName: "Empty", language: "en", projectKind: "Conversation" }),
      headers: { "Content-Type": "application/merge-patch+json" },
    });
    assert.equal(created.status, 201);
    const response = await send(`${url}/:train?${VERSION}`, { method: "POST", body: JSON.stringify(talkOptions) });
    assert.equal(response.status, 400);
  });
});

describe("the evaluation of a model", () => {
  const evaluation = async (/** @type {string} */ project, /** @type {object} */ options) => {
    const caller = createCaller();
    await trained(caller, project, options);
    const model = `${project}/models/m1/evaluation`;
    return {
      summary: await caller.getJson(`${model}/summary-result?${VERSION}`),
      results: await caller.getJson(`${model}/result?stringIndexType=Utf16CodeUnit&${VERSION}`),
    };
  };

  test("is the same for the same project elsewhere, and changes with each training", async () => {
    const west = await evaluation(transit, talkOptions);
    const north = await evaluation(transit.replace("contoso", "fabrikam"), talkOptions);
    assert.deepEqual(north, west);
    const advanced = await evaluation(transit, { ...talkOptions, trainingMode: "advanced" });
    assert.notDeepEqual(advanced.summary, west.summary);
    assert.ok(west.summary.intentsEvaluation.microF1 > 0.5);
  });

  test("adds up", async () => {
    const { summary, results } = await evaluation(transit, {
      ...talkOptions,
      evaluationOptions: { kind: "manual" },
    });
    const counts = Object.values(summary.intentsEvaluation.intents);
    const right = counts.reduce((sum, { truePositiveCount }) => sum + truePositiveCount, 0);
    const missed = counts.reduce((sum, { falseNegativeCount }) => sum + falseNegativeCount, 0);
    assert.equal(right + missed, results.value.length);
    assert.equal(
      right,
      results.value.filter(
        (/** @type {any} */ { intentsResult }) => intentsResult.expectedIntent === intentsResult.predictedIntent,
      ).length,
    );
  });
});
