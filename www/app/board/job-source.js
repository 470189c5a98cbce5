/** The number of jobs that are added or removed before the page draws. */
const AT_A_TIME = 50;

/** @typedef {import("../../../dist/board.js").JobBoard} JobBoard */
/** @typedef {import("../../../dist/board.js").BoardJobOptions} BoardJobOptions */

/** Puts jobs of the simulated services on the board. */
export class JobSource {
  board;
  #log;
  #language;
  #graph;
  #service;

  /**
   * @param {JobBoard} board @param {import("./job-log.js").JobLog} log
   * @param {{ language: import("../../../dist/board.js").AzureLanguage, graph: import("../../../dist/board.js").AvePoint }} clients
   * @param {import("./passing-service.js").PassingService} service
   */
  constructor(board, log, { language, graph }, service) {
    this.board = board;
    this.#log = log;
    this.#language = language;
    this.#graph = graph;
    this.#service = service;
  }

  /** @param {string} project @param {number} ms @param {string} [end] @param {BoardJobOptions} [options] */
  export(project, ms, end, options) {
    this.board.add(this.#language.job("export", project, this.#service.id(ms, end)), options);
  }

  /** @param {string} project @param {number} ms @param {BoardJobOptions} [options] */
  train(project, ms, options) {
    this.board.add(this.#language.job("train", project, this.#service.id(ms)), options);
  }

  /** @param {number} ms */
  avePoint(ms) {
    this.board.add(this.#graph.job(this.#service.id(ms)));
  }

  /**
   * Submits exports of AvePoint, as far as its limits allow. The others wait for their turn.
   * @param {number} count
   */
  async submitAvePoint(count) {
    await Promise.all(
      Array.from({ length: count }, (_, n) => {
        const request = this.#graph.sitePermissionExportRequest({
          siteUrls: [`https://contoso.sharepoint.com/sites/${n + 1}`],
        });
        return this.#log.submit(`export of site ${n + 1}`, () => this.board.submit(this.#graph, request));
      }),
    );
  }

  /**
   * Adds thousands of exports, some at a time, so that the page stays quick.
   * @param {number} count
   */
  async exportMany(count) {
    await inParts(
      Array.from({ length: count }, (_, n) => n + 1),
      (n) => this.export(`Archive-${n}`, (2 + Math.random() * 600) * 1000, n % 40 === 0 ? "failed" : "succeeded"),
    );
  }

  /** Removes all jobs from the board. */
  async removeAll() {
    await inParts(this.board.jobs(), (job) => this.board.remove(job));
  }
}

/**
 * Does something with each item, and lets the page draw in between.
 * @template T
 * @param {T[]} items @param {(item: T) => unknown} action
 */
async function inParts(items, action) {
  for (let at = 0; at < items.length; at += AT_A_TIME) {
    for (const item of items.slice(at, at + AT_A_TIME)) action(item);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
