import { hasResult, phaseAt } from "../job.js";
import { samples } from "../samples/index.js";

/**
 * @typedef {import("../samples/index.js").Family} Family
 * @typedef {import("../jobs.js").Jobs} Jobs
 */

/**
 * A resource's project: what was imported last under that name (an import replaces, it does not merge), else the
 * sample. Names are case-sensitive. An import counts from the moment its job has succeeded.
 *
 * @param {Jobs} jobs
 * @param {{ origin: string, family: Family, name: string, now: number }} which
 * @returns {string | undefined} Its file, as JSON.
 */
export function findProjectFile(jobs, { origin, family, name, now }) {
  const imported = jobs
    .all()
    .filter(
      (job) =>
        job.operation === "import" &&
        job.content.family === family &&
        job.content.project === name &&
        job.origins.includes(origin) &&
        hasResult(phaseAt(job, now).state),
    )
    .sort((a, b) => phaseAt(a, now).from - phaseAt(b, now).from)
    .at(-1);
  if (imported) return imported.content.text;
  const sample = samples.find((sample) => sample.family === family && sample.name === name);
  return sample && JSON.stringify(sample.file);
}
