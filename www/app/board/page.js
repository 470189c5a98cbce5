import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { loadElements, loadModule } from "../module.js";
import { CancelledJobs } from "./cancelled-jobs.js";
import { JobFilter } from "./job-filter.js";
import { JobLog } from "./job-log.js";
import { JobSource } from "./job-source.js";
import { LimitsView } from "./limits-view.js";
import { PassingService } from "./passing-service.js";
import { startSamplesOnce } from "./sample-jobs.js";
import { Timeline } from "./timeline/timeline.js";

const AZURE = "https://contoso.cognitiveservices.azure.com";
const AVEPOINT = "https://graph-us.avepointonlineservices.com";

/** The interval in which the pictures follow the clock, and the shortest one in which they follow the board. */
const [TICK_MS, DRAW_MS] = [1000, 250];

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

async function start() {
  const [{ AvePoint, AzureLanguage, JobBoard }] = await Promise.all([loadModule("board"), loadElements()]);
  const service = new PassingService({ cancelled: new CancelledJobs() });
  // `?service=/path` polls a service at that path of this origin, instead of the one in the page. `?empty` starts no
  // sample jobs.
  const query = new URL(location.href).searchParams;
  const path = query.get("service");
  const name = query.get("name") ?? "demo";
  const language = new AzureLanguage({ endpoint: path ?? AZURE, family: "analyze-text" });
  const graph = new AvePoint({ baseUrl: path ?? AVEPOINT });
  const fetch = path ? undefined : (/** @type {Request} */ request) => service.answer(request);
  const board = new JobBoard({ clients: [language, graph], name, fetch });
  await board.ready();
  const log = new JobLog(board, drawSoon);
  const source = new JobSource(board, log, { language, graph }, service);
  const limits = new LimitsView();
  const timeline = new Timeline(log);
  const filter = new JobFilter(filtered);
  byId("limits").append(limits.node);
  byId("filter").replaceWith(filter.node);
  byId("timeline").append(timeline.node);
  const table = /** @type {import("../../../dist/elements.js").ExportBoardElement} */ (
    document.querySelector("export-board")
  );
  table.board = board;

  function draw() {
    if (document.visibilityState === "hidden") return;
    const jobs = log.jobs;
    const shown = log.all.filter((logged) => filter.matches(logged));
    limits.update(board.budgets(), jobs);
    timeline.update(shown);
    filter.update(jobs, shown.filter(({ job }) => job).length);
  }
  function filtered() {
    table.arrange = filter.arrange;
    draw();
  }
  let isPlanned = false;
  function drawSoon() {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      draw();
    }, DRAW_MS);
  }
  filtered();
  setInterval(draw, TICK_MS);
  document.addEventListener("visibilitychange", draw);
  connectButtons(source);
  if (!path && !query.has("empty")) await attempt(() => startSamplesOnce(source, name));
}

/** @param {() => unknown} action */
async function attempt(action) {
  byId("failure").replaceChildren();
  try {
    await action();
  } catch (error) {
    byId("failure").replaceChildren(failureView(error, { level: 3 }));
  }
}

/** @param {JobSource} source */
function connectButtons(source) {
  const some = (/** @type {number} */ count, /** @type {(n: number) => unknown} */ add) => () =>
    Array.from({ length: count }, (_, n) => add(n));
  const seconds = (/** @type {number} */ from, /** @type {number} */ to) =>
    (from + Math.random() * (to - from)) * 1_000;
  const actions = {
    "add-exports": some(20, (n) => source.export(`Inbox-${n + 1}`, seconds(1, 3), n === 7 ? "failed" : "succeeded")),
    "add-training": some(5, (n) => source.train(`Inbox-${n + 1}`, seconds(30, 180))),
    "add-avepoint": () => source.avePoint(seconds(100, 400)),
    "start-avepoint": () => source.submitAvePoint(8),
    "add-many": () => source.exportMany(5_000),
    "remove-all": () => source.removeAll(),
  };
  for (const [id, action] of Object.entries(actions)) {
    byId(id).addEventListener("click", () => attempt(action));
    byId(id).disabled = false;
  }
}

start().catch((error) =>
  byId("failure").replaceChildren(failureView(error, { level: 3 }), element("p", {}, "Reload the page to try again.")),
);
