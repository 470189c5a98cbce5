import { adviseOn } from "./advice.js";
import { codeFor } from "./code.js";
import { copyButton, element } from "./element.js";
import { DescribedClients, demoToken, isDescribed } from "./described-services.js";
import { ExchangeHistory } from "./exchange-history.js";
import { failureView } from "./failure-view.js";
import { loadElements, loadModule } from "./module.js";
import { connect, jobOf, requestOf, titleOf } from "./order.js";
import { OrderForm } from "./order-form.js";
import { lookInside, projectSummary } from "./project-summary.js";
import { RecentJobs } from "./recent-jobs.js";
import { recentView } from "./recent-view.js";
import { SimulatedService } from "./simulated-service.js";
import { stateWords } from "./words.js";

const INTRODUCTION = "Start an export, or follow an existing job. Each status and each request appears here.";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

const simulated = new SimulatedService();
const recent = new RecentJobs();
const described = new DescribedClients();
const form = new OrderForm(byId("order"), simulated);
const view = /** @type {import("../../dist/elements.js").ExportJobElement} */ (document.querySelector("export-job"));

/**
 * The module, once it is loaded.
 * @type {import("./module.js").Entries["jobs"] | undefined}
 */
let exportJobs;
/**
 * The shown job, which is stored as soon as it has an id.
 * @type {Omit<import("./recent-jobs.js").RecentJob, "job"> | undefined}
 */
let shown;
/**
 * The requests of the shown run.
 * @type {ExchangeHistory | undefined}
 */
let history;

/**
 * Shows a run, and its requests.
 * @param {Parameters<typeof view.run>[0]} start @param {Parameters<typeof view.run>[1] & object} settings
 */
function show(start, settings) {
  const { follow } = settings;
  const shownHistory = new ExchangeHistory(shown?.simulated ? simulated.fetch : undefined);
  history = shownHistory;
  view.replaceChildren(shownHistory.node);
  view.fetch = shownHistory.fetch;
  view.run(start, {
    ...settings,
    follow: (job, options) => {
      shownHistory.clear();
      return /** @type {any} */ (follow)(job, options);
    },
  });
}

/** Moves the focus to the shown job. */
function focusJob() {
  view.focus();
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  view.scrollIntoView({ block: "nearest", behavior });
}

/** @param {number} [attempt] */
async function load(attempt = 0) {
  const place = byId("load-failure");
  try {
    [exportJobs] = await Promise.all([loadModule("jobs", attempt), loadElements(attempt)]);
  } catch (error) {
    const again = element("button", { type: "button", onclick: () => load(attempt + 1) }, "Try again");
    place.replaceChildren(loadFailure(error, again));
    return;
  }
  place.replaceChildren();
  byId("version").textContent = `Version ${exportJobs.version()}`;
  byId("go").disabled = false;
  form.regions = exportJobs.AvePoint.regions();
  resume();
}

/** @param {any} error @param {Node} again */
function loadFailure(error, again) {
  const advice =
    "The files of dist/ have to be served beside those of www/. In a checkout, “npm run build” makes them and “npm start” serves them. On a server of your own, see that it delivers .wasm files, and that its Content-Security-Policy has 'wasm-unsafe-eval'.";
  const node = failureView(error, { level: 2, actions: [again] });
  node.setAttribute("role", "alert");
  /** @type {HTMLElement} */ (node.querySelector("h2")).textContent = "The module could not be loaded";
  /** @type {HTMLElement} */ (node.querySelector("h3 + p")).textContent = advice;
  return node;
}

/**
 * Returns a client of the service.
 * @param {NonNullable<typeof exportJobs>} entry @param {import("./order.js").Order} order @returns {any}
 */
const clientOf = (entry, order) =>
  isDescribed(order.service) ? described.connect(order.service) : connect(entry, order);

/** @param {import("./order.js").Order} order */
function play(order) {
  simulated.pace = order.duration;
  simulated.play(order.fault);
}

/**
 * Starts or follows a job.
 * @param {import("./order.js").Order} order @throws {Error} What the module says about the form.
 */
function begin(order) {
  if (!exportJobs) return;
  const client = clientOf(exportJobs, order);
  const follow = (/** @type {any} */ job, /** @type {any} */ options) =>
    client.follow(job, { ...options, ...order.pace });
  const request = order.task === "export" ? requestOf(client, order) : undefined;
  // Reports a wrong job while the form is still shown.
  const job = request ? undefined : client.follow(jobOf(client, order)).job;
  if (order.simulated) play(order);
  const title = job?.project ? `Export of ${job.project}` : titleOf(order);
  shown = {
    title,
    simulated: order.simulated,
    service: order.service,
    endpoint: order.endpoint,
    startedAt: Date.now(),
  };
  show((options) => (request ? client.start(request, { ...options, ...order.pace }) : follow(job, options)), {
    title,
    follow,
  });
  focusJob();
}

/** Watches a simulated job again that was being watched when the page was closed. */
function resume() {
  const [last] = recent.entries;
  if (last?.simulated && last.ended === undefined) followAgain(last);
}

/** @param {import("./recent-jobs.js").RecentJob} entry */
async function followAgain(entry) {
  if (!entry.simulated) return form.fillIn(entry);
  const { job, title, service, startedAt } = entry;
  if (isDescribed(service) && !described.isLoaded(service)) await described.load(service);
  if (!exportJobs) return;
  // Uses the demo's own credentials, not those in the form.
  const { credential } = isDescribed(service)
    ? { credential: demoToken }
    : /** @type {any} */ (
        simulated.services.find((known) => ("family" in known ? known.family : known.service) === service)
      );
  const client = clientOf(
    exportJobs,
    /** @type {any} */ ({
      ...form.order,
      simulated: true,
      service,
      endpoint: entry.endpoint,
      apiVersion: "",
      trustedOrigins: [],
      credential,
    }),
  );
  const follow = (/** @type {any} */ wanted, /** @type {any} */ options) =>
    client.follow(wanted, { ...options, ...(service === "avepoint" && { intervalMs: 2000 }) });
  shown = { title, simulated: true, service, endpoint: entry.endpoint, startedAt };
  simulated.play(undefined);
  show((options) => follow(job, options), { title, startedAt, follow });
}

function showRecent() {
  byId("recent").hidden = recent.entries.length === 0;
  byId("recent-jobs").replaceChildren(
    ...recent.entries.map((entry) =>
      recentView(entry, {
        async follow() {
          await followAgain(entry);
          if (entry.simulated) focusJob();
        },
        forget() {
          recent.forget(entry);
          showRecent();
        },
      }),
    ),
  );
}

function showOrder() {
  const { order } = form;
  byId("code-text").textContent = codeFor(order);
  byId("order-failure").replaceChildren();
  byId("preview").textContent = preview(order);
  if (isDescribed(order.service) && !described.isLoaded(order.service)) loadDescribed(order.service);
}

/** Loads the module and the description of a described service, and shows its request. @param {string} service */
async function loadDescribed(service) {
  try {
    await described.load(service);
    byId("preview").textContent = preview(form.order);
  } catch (error) {
    byId("order-failure").replaceChildren(failureView(error, { level: 2 }));
  }
}

/**
 * Shows the request that the form describes.
 * @param {import("./order.js").Order} order
 */
function preview(order) {
  if (!exportJobs) return "";
  try {
    const client = clientOf(exportJobs, order);
    const { method, url } =
      order.task === "export" ? requestOf(client, order) : client.statusRequest(jobOf(client, order));
    return `${method} ${url}`;
  } catch {
    // The error is shown when the form is sent, not while it is being filled in.
    return "";
  }
}

byId("order").addEventListener("submit", async (/** @type {Event} */ event) => {
  event.preventDefault();
  byId("order-failure").replaceChildren();
  try {
    const { order } = form;
    if (isDescribed(order.service) && !described.isLoaded(order.service)) await described.load(order.service);
    begin(order);
  } catch (error) {
    byId("order-failure").replaceChildren(failureView(error, { phase: "submitting", level: 2 }));
  }
});
form.addEventListener("change", showOrder);
// The advice names the fields of this page.
view.texts = { introduction: INTRODUCTION, advise: adviseOn };
view.addEventListener("job", ({ detail: { job } }) => {
  if (!shown || !job) return;
  recent.keep({ ...shown, job });
  showRecent();
});
view.addEventListener("change", ({ detail }) => history?.update(detail));
view.addEventListener("end", ({ detail: { job, status, phase, failure, result } }) => {
  if (result?.suggestedName.endsWith(".json")) view.append(lookInside(result), projectSummary(result));
  if (!job) return;
  const { code } = /** @type {{ code?: string }} */ (failure ?? {});
  const isJobsOwnEnd = phase === "finished" || ["jobFailed", "jobCancelled"].includes(code ?? "");
  recent.end(
    job.url,
    isJobsOwnEnd && status
      ? stateWords[status.state].title.toLowerCase()
      : phase === "stopped"
        ? "not followed to its end"
        : "could not be followed",
  );
  showRecent();
});
byId("code-actions").append(copyButton("Copy", () => byId("code-text").textContent));
showOrder();
showRecent();
load();
