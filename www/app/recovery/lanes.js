import { steps } from "./words.js";

/** @typedef {import("./regions-picture.js").Lane} Lane */
/** @typedef {import("../../../dist/recovery.js").RegionProject} RegionProject */

const order = Object.keys(steps);

/**
 * Returns what a comparison found as lanes of the picture.
 * @param {import("../../../dist/recovery.js").RegionComparison[]} compared @returns {Lane[]}
 */
export const lanesOf = (compared) =>
  compared.map(({ project, standing, source, target }) => ({
    project,
    standing,
    source: placeOf(project, source),
    target: placeOf(project, target),
  }));

/** @param {string} name @param {RegionProject} [side] */
const placeOf = (name, side) => side && { name, models: side.models, deployments: side.deployments };

/**
 * Returns the current project of a replication as a lane, with the parts that the target already has.
 * @param {Pick<import("./replication-run.js").ReplicationRun, "state" | "progress" | "phase">} run
 * @returns {Lane | undefined}
 */
export function laneOfRun({ state, progress, phase }) {
  const project = state?.projects[progress ? progress.place - 1 : 0];
  if (!state || !project) return undefined;
  const { ending, verification, before } = project;
  const { train = true, deploy = true } = /** @type {{ train?: boolean, deploy?: boolean }} */ (state.options);
  const models = project.models.map(({ label }) => label);
  const deployments = project.deployments.map(({ name }) => name);
  const step = ending && "step" in ending ? ending.step : (progress?.step ?? "look");
  // The last step is done only if the replication was to stop after it.
  const done = ending?.state === "done" ? order.length : order.indexOf(step) + (ending?.state === "stopped" ? 1 : 0);
  const isPast = (/** @type {string} */ name) => order.indexOf(name) < done;
  const isThere = isPast("import") || before?.modifiedAt !== undefined;
  return {
    project: project.source,
    standing: verification ? (verification.equal ? "equal" : "different") : "",
    source: { name: project.source, models, deployments },
    target: isThere
      ? {
          name: project.target,
          models: train && isPast("train") ? models : [],
          deployments: deploy && isPast("deploy") ? deployments : [],
        }
      : undefined,
    step: phase === "running" && !ending ? step : undefined,
  };
}
