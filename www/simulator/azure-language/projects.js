import { hasResult, phaseAt } from "../job.js";
import { samples } from "../samples/index.js";

/**
 * @typedef {import("../samples/index.js").Family} Family
 * @typedef {import("../jobs.js").Jobs} Jobs
 */

/**
 * The file that was imported last under a name: an import replaces, it does not merge, and it counts from the moment
 * its job has succeeded. Names are case-sensitive.
 *
 * @param {Jobs} jobs
 * @param {{ origin: string, family: Family, name: string, now: number }} which
 * @returns {string | undefined} JSON.
 */
export function findImported(jobs, { origin, family, name, now }) {
  const imports = jobs
    .all()
    .filter(
      (job) =>
        job.operation === "import" &&
        job.content.family === family &&
        job.content.project === name &&
        job.origins.includes(origin) &&
        hasResult(phaseAt(job, now).state),
    )
    .sort((a, b) => phaseAt(a, now).from - phaseAt(b, now).from);
  return imports.at(-1)?.content.text;
}

/** What every resource has from the start. @param {Family} family @param {string} name */
export const findSample = (family, name) =>
  samples.find((sample) => sample.family === family && sample.name === name)?.file;
