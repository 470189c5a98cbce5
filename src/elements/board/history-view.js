import { create, fill } from "../create.js";
import { saveResult } from "../save-file.js";
import { actionsOn, hasFile, nameOf, stateOf } from "./job-row.js";

/** @typedef {import("../../../dist/board.js").JobBoard} JobBoard */
/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */
/** @typedef {import("../words.js").Words} Words */
/** @typedef {(action: (board: JobBoard) => unknown) => void} Attempt Acts on the board, and shows a failure. */

/**
 * The lists that are being read.
 * @type {WeakSet<HTMLElement>}
 */
const reading = new WeakSet();

/**
 * Fills a list with the jobs that have ended and are no longer on the board.
 * @param {HTMLElement} list @param {Words} words @param {JobBoard} board @param {Attempt} attempt
 */
export async function showHistory(list, words, board, attempt) {
  if (reading.has(list)) return;
  reading.add(list);
  try {
    const here = new Set(board.jobs().map(({ job }) => job.url));
    const jobs = (await board.history()).filter(({ job }) => !here.has(job.url));
    fill(
      list,
      ...(jobs.length ? jobs.map((job) => rowOf(words, job, attempt)) : [create("li", {}, words.texts.noHistory)]),
    );
  } catch {
    // The board was closed.
  } finally {
    reading.delete(list);
  }
}

/** @param {Words} words @param {BoardJob} job @param {Attempt} attempt */
function rowOf(words, job, attempt) {
  const { texts } = words;
  const { endedAt, resultBytes, error } = job;
  const { title, tone } = stateOf(words, job);
  const name = nameOf(job);
  const action = actionsOn(words, name);
  return create(
    "li",
    {},
    create(
      "span",
      {},
      create("strong", {}, create("bdi", {}, name)),
      " ",
      create("span", { class: `state ${tone}`, title: error?.message }, title),
      create(
        "span",
        { class: "faint" },
        [endedAt && words.date(endedAt), resultBytes && words.size(resultBytes)].filter(Boolean).join(" · "),
      ),
    ),
    create(
      "span",
      {},
      hasFile(job) && action("save", texts.save, () => attempt((board) => saveResult(board, job))),
      action("forget", texts.forget, () => attempt((board) => board.forget(job))),
    ),
  );
}
