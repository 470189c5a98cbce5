import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { loadModule } from "../module.js";
import { span, timeOfDay } from "../words.js";
import { adviseOnReplication } from "./advice.js";
import { comparisonInWords, comparisonView } from "./comparison-view.js";
import { BrowserStore } from "./browser-store.js";
import { planInWords, planView } from "./plan-view.js";
import { ProgressView } from "./progress-view.js";
import { ReplicationRun, forget, isOver, keptIn, untilFree } from "./replication-run.js";
import { reportInWords, reportView } from "./report-view.js";
import { ResourcesForm } from "./resources-form.js";
import { SimulatedRegions, sasUrlsOf } from "./simulated-regions.js";
import { OptionsForm } from "./options-form.js";
import { steps } from "./words.js";

/** @typedef {import("./replication-run.js").Kept} Kept */

/** Training takes some ten seconds: long enough to watch, and to close the page in the middle. */
const PACE = 0.25;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** @param {string} place @param {any} [error] @param {Node[]} [actions] */
const showFailure = (place, error, actions) =>
  byId(place).replaceChildren(
    ...(error ? [failureView(error, { level: 3, advise: adviseOnReplication, actions })] : []),
  );

/** @param {string} label @param {() => void} onclick @param {boolean} [isPrimary] */
const button = (label, onclick, isPrimary) =>
  element("button", { type: "button", class: isPrimary && "primary", onclick }, label);

/** @param {{ name: string, blob: Blob }} file */
function save({ name, blob }) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function start() {
  const api = await loadModule(0);
  const store = new BrowserStore("export-jobs/recovery");
  const pace = Number(new URLSearchParams(location.search).get("pace") ?? PACE);
  const regions = new SimulatedRegions(store, Number.isFinite(pace) ? pace : PACE);
  const resourcesForm = new ResourcesForm(api, changed);
  const optionsForm = new OptionsForm(resourcesForm);
  const progress = new ProgressView();
  byId("progress-content").append(...progress.nodes);

  /**
   * The run of this tab.
   * @type {ReplicationRun | undefined}
   */
  let run;
  /**
   * What this page or an earlier one has stored.
   * @type {Kept | undefined}
   */
  let kept;
  /**
   * The last comparison.
   * @type {any[] | undefined}
   */
  let compared;
  /** Counts requests, so that only the answer to the last one is shown. */
  let asked = 0;
  let isBusy = true;

  /**
   * Blocks the page during an operation.
   * @param {boolean} busy True while nothing else may be started.
   */
  function setBusy(busy) {
    isBusy = busy;
    for (const id of ["compare", "compare-contents", "start", "dry-run", "go-on", "forget", "anew"])
      byId(id).disabled = busy;
  }

  /** Forgets all results, because other resources were chosen. */
  function changed() {
    asked += 1;
    compared = undefined;
    optionsForm.clear();
    for (const id of ["comparison-state", "comparison", "comparison-failure", "plan", "plan-state", "options-failure"])
      byId(id).replaceChildren();
    resourcesForm.show();
  }

  const fetcher = () => (resourcesForm.isSimulated ? regions.fetch : undefined);

  /**
   * Returns the clients, if everything is filled in.
   * @param {string} place Where to show what is missing.
   */
  async function clients(place) {
    showFailure(place);
    const missing = resourcesForm.missing();
    if (missing) throw new api.ExportJobsError("invalidArgument", missing);
    if (resourcesForm.isSimulated) await regions.open();
    return resourcesForm.clients();
  }

  /** @param {string} place Where a failure is shown. @param {() => Promise<void>} work */
  async function attempt(place, work) {
    if (isBusy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      showFailure(place, error);
    } finally {
      setBusy(false);
      showReceived();
    }
  }

  /** @param {boolean} content */
  const compare = (content) =>
    attempt("comparison-failure", async () => {
      const turn = ++asked;
      byId("comparison-state").textContent = "";
      const both = await clients("comparison-failure");
      byId("comparison-state").textContent = content ? "Comparing dates and contents …" : "Comparing dates …";
      try {
        /** @type {any[]} */
        const found = await api.compareRegions({ ...both, content, fetch: fetcher() });
        if (turn !== asked) return;
        compared = found;
        byId("comparison-state").textContent = comparisonInWords(found, content);
        byId("comparison").replaceChildren(...(found.length > 0 ? [comparisonView(found, choose)] : []));
        optionsForm.offer(found.filter(({ source }) => source).map(({ project }) => project));
      } catch (error) {
        byId("comparison-state").textContent = "";
        throw error;
      }
    });

  /** @param {string} project */
  function choose(project) {
    optionsForm.choose(project);
    byId("project").focus();
    byId("options").scrollIntoView({ block: "start" });
  }

  /** Returns the options from the forms. */
  async function wanted() {
    const both = await clients("options-failure");
    if (optionsForm.isEmpty) {
      byId("project").focus();
      throw new api.ExportJobsError("invalidArgument", "Say which project to carry over, or choose all.");
    }
    /** @type {string[]} */
    let present = [];
    if (optionsForm.wantsAll && optionsForm.wantsReplacement) {
      /** @type {any[]} */
      const found = compared ?? (await api.compareRegions({ ...both, fetch: fetcher() }));
      present = found.filter(({ source, target }) => source && target).map(({ project }) => project);
    }
    return { both, options: optionsForm.options(present), documents: optionsForm.documents() };
  }

  const dryRun = () =>
    attempt("options-failure", async () => {
      byId("plan").replaceChildren();
      byId("plan-state").textContent = "";
      const { both, options, documents } = await wanted();
      byId("plan-state").textContent = "Looking …";
      try {
        // A dry run replaces nothing, so there is no backup to save.
        const replication = new api.Replication({
          ...both,
          ...options,
          documents,
          fetch: fetcher(),
          onBackup: () => {},
        });
        const plans = await replication.plan();
        const { source, target } = replication.state;
        byId("plan-state").textContent = planInWords(plans);
        byId("plan").replaceChildren(planView(plans, { source: source.endpoint, target: target.endpoint }));
      } catch (error) {
        byId("plan-state").textContent = "";
        throw error;
      }
    });

  const begin = () =>
    attempt("options-failure", async () => {
      const { both, options, documents } = await wanted();
      await carryOut(
        describe(documents),
        (means) => new api.Replication({ ...both, ...options, documents, fetch: fetcher(), ...means }),
      );
    });

  /** @param {{ source?: string, target?: string } | undefined} documents */
  const describe = (documents) => ({
    simulated: resourcesForm.isSimulated,
    credentials: resourcesForm.credentials,
    documents: { source: Boolean(documents?.source), target: Boolean(documents?.target) },
  });

  /**
   * Continues from what was stored.
   * @param {string} place Where a failure is shown.
   */
  const goOn = (place) =>
    attempt(place, async () => {
      const last = kept;
      if (!last) return;
      const both = await clients(place);
      const documents = documentsOf(last);
      await carryOut(last, (means) =>
        api.Replication.resume(last.state, { ...both, documents, fetch: fetcher(), ...means }),
      );
    });

  /**
   * Asks for the SAS URLs again, because they are not stored.
   * @param {Kept} last
   */
  function documentsOf({ simulated, documents, state }) {
    if (!documents.target) return undefined;
    const [project] = state.projects;
    if (simulated)
      return (
        project && sasUrlsOf(project.source, /** @type {{ container?: string }} */ (state.options).container ?? "")
      );
    const given = optionsForm.documents();
    if ((documents.source && !given?.source) || !given?.target) {
      byId("documents").open = true;
      byId(given?.source || !documents.source ? "target-sas" : "source-sas").focus();
      throw new api.ExportJobsError("invalidArgument", "Give the SAS URLs of the containers again: they are not kept.");
    }
    return given;
  }

  /**
   * Repeats a refused project, and saves the existing one first.
   * @param {any} project
   */
  const replace = (project) =>
    attempt("options-failure", async () => {
      const last = kept;
      if (!last) return;
      const both = await clients("options-failure");
      const documents = documentsOf(last);
      const { targetName, container, train, deploy, stopAfter, replaceDocuments } =
        /** @type {Partial<import("../../../dist/index.js").ReplicationOptions>} */ (last.state.options);
      const options = {
        project: project.source,
        targetName,
        replace: project.target,
        container,
        train,
        deploy,
        stopAfter,
        replaceDocuments,
      };
      await carryOut(
        last,
        (means) => new api.Replication({ ...both, ...options, documents, fetch: fetcher(), ...means }),
      );
    });

  /** @param {Omit<Kept, "state">} about @param {(means: any) => any} make */
  async function carryOut(about, make) {
    // Keeps the backups of an earlier run.
    run = new ReplicationRun(store, { ...about, backups: kept?.backups });
    byId("kept").hidden = true;
    byId("report").hidden = true;
    byId("plan").replaceChildren();
    byId("plan-state").textContent = "";
    byId("progress").hidden = false;
    byId("stop").hidden = false;
    byId("progress-title").focus();
    const current = run;
    run.addEventListener("change", draw);
    const ticking = setInterval(() => progress.update(current), 1_000);
    draw();
    try {
      await run.go(make, save);
    } finally {
      clearInterval(ticking);
    }
    byId("stop").hidden = true;
    kept = await keptIn(store);
    if (run.phase === "elsewhere") return watchOther();
    if (run.failure) {
      byId("progress").hidden = !run.state?.listed;
      throw run.failure;
    }
    if (run.phase === "stopped") {
      offer();
      return byId("kept-title").focus();
    }
    showReport();
  }

  function draw() {
    if (!run) return;
    progress.update(run);
    if (byId("announcement").textContent !== progress.announcement)
      byId("announcement").textContent = progress.announcement;
    showReceived();
  }

  /** Offers to continue what was stored, or shows how it ended. */
  function offer() {
    if (!kept) return;
    if (isOver(kept.state) || hasFailed(kept.state)) return showReport();
    const { state } = kept;
    const at = state.projects.findIndex((/** @type {any} */ { ending }) => !ending);
    const project = state.projects[at];
    const name = project
      ? `${project.source}${state.projects.length > 1 ? `, project ${at + 1} of ${state.projects.length},` : ""}`
      : "Projects";
    byId("kept-title").textContent = "A replication was interrupted";
    byId("kept-text").textContent =
      `${name} from ${state.source.endpoint} to ${state.target.endpoint}, after ${span(state.elapsedMs)} of work. What runs at the services has gone on meanwhile; nothing is sent twice.`;
    byId("kept-hint").textContent = kept.simulated
      ? ""
      : `Give the keys or tokens${kept.documents.target ? ", and the SAS URLs," : ""} again below: they are not kept.`;
    byId("go-on").hidden = byId("forget").hidden = false;
    byId("kept").hidden = false;
  }

  const hasFailed = (/** @type {any} */ state) =>
    state.projects.some((/** @type {any} */ { ending }) => ending?.state === "failed") &&
    state.projects.every((/** @type {any} */ { ending }) => ending);

  function showReport() {
    if (!kept) return;
    const { state, backups = [] } = kept;
    byId("report-content").replaceChildren(
      element(
        "p",
        { class: "summary-line", role: "status" },
        `${reportInWords(state)} ${span(state.elapsedMs)} of work.`,
      ),
      ...reportView(state, actionsOf),
      element(
        "p",
        { class: "actions" },
        ...backups.map(({ key, name, at }) =>
          button(`Save ${name} of ${timeOfDay(at)} again`, async () => save({ name, blob: await store.get(key) })),
        ),
        button("Save the report", () =>
          save({
            name: "replication.json",
            blob: new Blob([JSON.stringify(state, null, 2)], { type: "application/json" }),
          }),
        ),
        button(backups.length > 0 ? "Forget the report and these files" : "Forget the report", forgetIt),
      ),
    );
    byId("report").hidden = false;
  }

  /**
   * Returns the buttons for a failed project.
   * @param {any} project @returns {Node[]}
   */
  function actionsOf(project) {
    const isRefused = project.ending.error.code === "conflict" && ["look", "import"].includes(project.ending.step);
    if (!isRefused)
      return [button(`Go on from “${steps[project.ending.step]?.title}”`, () => goOn("options-failure"), true)];
    return [
      button("Save what is there, and replace it", () => replace(project), true),
      button("Give it another name", () => {
        optionsForm.choose(project.source);
        byId("target-name").focus();
      }),
    ];
  }

  async function forgetIt() {
    await forget(store, kept);
    kept = undefined;
    for (const id of ["kept", "report", "progress"]) byId(id).hidden = true;
  }

  function showReceived() {
    const items = regions.received.map(({ at, method, host, path, status }) =>
      element(
        "li",
        {},
        element("span", { class: "faint" }, `${timeOfDay(at)} `),
        element("strong", {}, method),
        " ",
        element("code", {}, `${host.split(".")[0]}${path}`),
        ` ${status}`,
      ),
    );
    byId("received-list").replaceChildren(...items.reverse());
  }

  /** Waits for another tab that runs the replication. When that tab is closed, it can continue here. */
  async function watchOther() {
    await untilFree(() => {
      byId("kept-title").textContent = "Another tab of this page runs the replication";
      byId("kept-text").textContent = "Watch it there. When that tab is closed, it can go on here.";
      byId("kept-hint").textContent = "";
      byId("go-on").hidden = byId("forget").hidden = true;
      byId("kept").hidden = false;
    });
    byId("kept").hidden = true;
    kept = await keptIn(store);
    await regions.open();
    if (kept) resourcesForm.fillIn(kept);
    offer();
  }

  byId("resources").addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), compare(false)));
  byId("compare-contents").addEventListener("click", () => compare(true));
  byId("options").addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), begin()));
  byId("dry-run").addEventListener("click", dryRun);
  byId("stop").addEventListener("click", () => run?.stop());
  byId("go-on").addEventListener("click", () => goOn("kept-failure"));
  byId("forget").addEventListener("click", forgetIt);
  byId("anew").addEventListener("click", () =>
    attempt("comparison-failure", async () => {
      await regions.reset();
      if (kept?.simulated) await forgetIt();
      changed();
      byId("comparison-state").textContent = "Both regions were reset.";
    }),
  );
  await watchOther();
  showReceived();
  setBusy(false);
}

start().catch((error) => showFailure("load-failure", error));
