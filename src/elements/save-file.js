import { create } from "./create.js";

/**
 * Saves a result as a download.
 * @param {import("../../dist/jobs.js").JobResult} result
 */
export function saveFile(result) {
  const url = URL.createObjectURL(result.blob());
  create("a", { href: url, download: result.suggestedName }).click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Fetches the result of a job on a board, and saves it as a download.
 * @param {import("../../dist/board.js").JobBoard} board @param {import("../../dist/board.js").BoardJob | string} job
 */
export async function saveResult(board, job) {
  const result = await board.result(job);
  saveFile(result);
  result.free();
}

/**
 * Returns a name for the file of a job that has not been downloaded.
 * @param {import("../../dist/jobs.js").Job} job
 */
export const fileNameOf = ({ service, project, id }) =>
  service === "avepoint" ? `export-${id}.zip` : `${project ?? id}.json`;
