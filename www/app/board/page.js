import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { loadElements, loadModule } from "../module.js";
import { PassingService } from "./passing-service.js";

const AZURE = "https://contoso.cognitiveservices.azure.com";
const AVEPOINT = "https://graph-us.avepointonlineservices.com";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/**
 * When this page cancelled a job, by its id, for browsers without storage.
 * @type {Map<string, number>}
 */
const cancelledHere = new Map();

/** When a job was cancelled. All tabs see it if the browser lets the page store it. */
const cancelled = {
  get(/** @type {string} */ id) {
    try {
      return Number(localStorage.getItem(`export-jobs/cancelled/${id}`)) || cancelledHere.get(id);
    } catch {
      return cancelledHere.get(id);
    }
  },
  set(/** @type {string} */ id, /** @type {number} */ at) {
    cancelledHere.set(id, at);
    try {
      localStorage.setItem(`export-jobs/cancelled/${id}`, String(at));
    } catch {
      // If site data is blocked, only this page knows.
    }
  },
};

async function start() {
  const [{ AvePoint, AzureLanguage, JobBoard }] = await Promise.all([loadModule("board"), loadElements()]);
  const service = new PassingService({ cancelled });
  // `?service=/path` polls a service at that path of this origin, instead of the one in the page.
  const query = new URL(location.href).searchParams;
  const path = query.get("service");
  const language = new AzureLanguage({ endpoint: path ?? AZURE, family: "analyze-text" });
  const graph = new AvePoint({ baseUrl: path ?? AVEPOINT });
  const fetch = path ? undefined : (/** @type {Request} */ request) => service.answer(request);
  const board = new JobBoard({ clients: [language, graph], name: query.get("name") ?? "demo", fetch });
  await board.ready();
  const view = /** @type {import("../../../dist/elements.js").ExportBoardElement} */ (
    document.querySelector("export-board")
  );
  view.board = board;

  /** @param {() => unknown} action */
  const attempt = async (action) => {
    byId("failure").replaceChildren();
    try {
      await action();
    } catch (error) {
      byId("failure").replaceChildren(failureView(error, { level: 3 }));
    }
  };

  const some = (/** @type {number} */ count, /** @type {(n: number) => unknown} */ add) => () =>
    attempt(() => Array.from({ length: count }, (_, n) => add(n)));
  const seconds = (/** @type {number} */ from, /** @type {number} */ to) =>
    (from + Math.random() * (to - from)) * 1_000;
  const actions = {
    "add-exports": some(20, (n) =>
      board.add(language.job("export", `Inbox-${n + 1}`, service.id(seconds(1, 3), n === 7 ? "failed" : "succeeded"))),
    ),
    "add-training": some(5, (n) => board.add(language.job("train", `Inbox-${n + 1}`, service.id(seconds(30, 180))))),
    "add-avepoint": some(1, () => board.add(graph.job(service.id(seconds(100, 400))))),
    "start-avepoint": () =>
      attempt(() =>
        Promise.all(
          Array.from({ length: 8 }, (_, n) =>
            board.submit(
              graph,
              graph.sitePermissionExportRequest({ siteUrls: [`https://contoso.sharepoint.com/sites/${n + 1}`] }),
            ),
          ),
        ),
      ),
  };
  for (const [id, action] of Object.entries(actions)) {
    byId(id).addEventListener("click", action);
    byId(id).disabled = false;
  }
}

start().catch((error) =>
  byId("failure").replaceChildren(failureView(error, { level: 3 }), element("p", {}, "Reload the page to try again.")),
);
