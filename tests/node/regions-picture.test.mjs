// Tests of the picture of two regions at each step of a replication.
import assert from "node:assert/strict";
import { test } from "node:test";
import { laneOfRun } from "../../www/app/recovery/lanes.js";

const project = {
  source: "Mail",
  target: "Mail-west",
  models: [{ label: "v1" }],
  deployments: [{ name: "production", model: "v1" }],
};

/**
 * Returns the target's side at a step, and the step that is shown as running.
 * @param {string} step @param {{ ending?: any, before?: object, options?: object }} [state]
 */
function targetAt(step, { ending, before = {}, options = {} } = {}) {
  const state = { projects: [{ ...project, ending, before }], options };
  const { target, step: running } = laneOfRun({
    state: /** @type {any} */ (state),
    progress: /** @type {any} */ ({ place: 1, step }),
    phase: ending?.state === "failed" ? "failed" : "running",
  });
  return [target && [target.name, ...target.models, ...target.deployments].join(" "), running];
}

test("the target shows a project, its models and its deployments after their steps", () => {
  assert.deepEqual(targetAt("import"), [undefined, "import"]);
  assert.deepEqual(targetAt("verify"), ["Mail-west", "verify"]);
  assert.deepEqual(targetAt("train"), ["Mail-west", "train"]);
  assert.deepEqual(targetAt("evaluate"), ["Mail-west v1", "evaluate"]);
  assert.deepEqual(targetAt("deploy", { ending: { state: "done" } }), ["Mail-west v1 production", undefined]);
});

test("existing projects are shown from the start", () =>
  assert.deepEqual(targetAt("look", { before: { modifiedAt: "2026-01-01T00:00:00Z" } }), ["Mail-west", "look"]));

test("models are not shown if they were not requested or not reached", () => {
  const done = { state: "done" };
  assert.deepEqual(targetAt("verify", { ending: done, options: { train: false, deploy: false } }), [
    "Mail-west",
    undefined,
  ]);
  assert.deepEqual(targetAt("train", { ending: { state: "stopped", step: "train" } }), ["Mail-west v1", undefined]);
  assert.deepEqual(targetAt("train", { ending: { state: "failed", step: "train" } }), ["Mail-west", undefined]);
});
