import { loadModule } from "../module.js";
import { BrowserStore } from "./browser-store.js";
import { ComparisonSection } from "./comparison-section.js";
import { showFailure } from "./failure-note.js";
import { InterruptedSection } from "./interrupted-section.js";
import { OptionsForm } from "./options-form.js";
import { planInWords, planView } from "./plan-view.js";
import { ProgressView } from "./progress-view.js";
import { showReceived } from "./received-list.js";
import { ReplicationRun, forget, hasFailed, isOver, keptIn, untilFree } from "./replication-run.js";
import { ReportSection } from "./report-section.js";
import { ResourcesForm } from "./resources-form.js";
import { saveFile } from "./save-file.js";
import { SimulatedRegions, sasUrlsOf } from "./simulated-regions.js";

/** @typedef {import("./replication-run.js").Kept} Kept */

/** Training takes about ten seconds: long enough to watch, and to close the page during it. */
const PACE = 0.25;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

async function start() {
  const api = await loadModule("recovery");
  const store = new BrowserStore("export-jobs/recovery");
  const pace = Number(new URLSearchParams(location.search).get("pace") ?? PACE);
  const regions = new SimulatedRegions(store, Number.isFinite(pace) ? pace : PACE);
  const resourcesForm = new ResourcesForm(api, changed);
  const optionsForm = new OptionsForm(resourcesForm);
  const progress = new ProgressView();
  const comparison = new ComparisonSection(choose);
  const interrupted = new InterruptedSection();
  const report = new ReportSection(store, {
    goOn: () => goOn("options-failure"),
    replace,
    rename(project) {
      optionsForm.choose(project.source);
      byId("target-name").focus();
    },
    forget: forgetIt,
  });
  byId("progress-content").append(...progress.nodes);

  /**
   * The run of this tab.
   * @type {ReplicationRun | undefined}
   */
  let run;
  /**
   * The values that this page or an earlier one has stored.
   * @type {Kept | undefined}
   */
  let kept;
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
    comparison.clear();
    optionsForm.clear();
    for (const id of ["plan", "plan-state", "options-failure"]) byId(id).replaceChildren();
    resourcesForm.show();
    if (resourcesForm.isSimulated) compare(false);
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
      showReceived(regions.received);
    }
  }

  /** @param {boolean} content */
  const compare = (content) =>
    attempt("comparison-failure", async () => {
      comparison.say("");
      await compareNow(content, await clients("comparison-failure"));
    });

  /** @param {boolean} content @param {ReturnType<ResourcesForm["clients"]>} both */
  async function compareNow(content, both) {
    const found = await comparison.show(content, resourcesForm.endpoints, () =>
      api.compareRegions({ ...both, content, fetch: fetcher() }),
    );
    if (found) optionsForm.offer(found.filter(({ source }) => source).map(({ project }) => project));
  }

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
      const found = comparison.found ?? (await api.compareRegions({ ...both, fetch: fetcher() }));
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
      throw new api.ExportJobsError(
        "invalidArgument",
        "Enter the SAS URLs of the containers again: they are not stored.",
      );
    }
    return given;
  }

  /**
   * Repeats a refused project, and saves the existing one first.
   * @param {any} project
   */
  function replace(project) {
    return attempt("options-failure", async () => {
      const last = kept;
      if (!last) return;
      const both = await clients("options-failure");
      const documents = documentsOf(last);
      const { targetName, container, train, deploy, stopAfter, replaceDocuments } =
        /** @type {Partial<import("../../../dist/recovery.js").ReplicationOptions>} */ (last.state.options);
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
  }

  /** @param {Omit<Kept, "state">} about @param {(means: any) => any} make */
  async function carryOut(about, make) {
    // Keeps the backups of an earlier run.
    run = new ReplicationRun(store, { ...about, backups: kept?.backups });
    interrupted.hide();
    report.hide();
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
      await run.go(make, saveFile);
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
      return interrupted.focus();
    }
    if (kept) report.show(kept);
    // The comparison on the page is out of date. Resources of the user are not asked again without a click.
    if (about.simulated && comparison.found) await compareNow(false, resourcesForm.clients());
  }

  function draw() {
    if (!run) return;
    progress.update(run);
    if (byId("announcement").textContent !== progress.announcement)
      byId("announcement").textContent = progress.announcement;
    showReceived(regions.received);
  }

  /** Offers to continue what was stored, or shows how it ended. */
  function offer() {
    if (!kept) return;
    if (isOver(kept.state) || hasFailed(kept.state)) return report.show(kept);
    interrupted.show(kept);
  }

  async function forgetIt() {
    await forget(store, kept);
    kept = undefined;
    interrupted.hide();
    report.hide();
    byId("progress").hidden = true;
  }

  /** Waits for another tab that runs the replication. When that tab is closed, it can continue here. */
  async function watchOther() {
    await untilFree(() => interrupted.showElsewhere());
    interrupted.hide();
    try {
      kept = await keptIn(store);
    } catch (error) {
      // Without storage, regions can be compared, but nothing is replicated.
      showFailure("options-failure", error);
    }
    await regions.open();
    if (kept) resourcesForm.fillIn(kept);
    offer();
  }

  byId("resources").addEventListener(
    "submit",
    (/** @type {Event} */ event) => (event.preventDefault(), compare(false)),
  );
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
      await compareNow(false, resourcesForm.clients());
      comparison.say("Both regions were reset.");
    }),
  );
  await watchOther();
  showReceived(regions.received);
  setBusy(false);
  // The page starts with an example.
  if (resourcesForm.isSimulated) await compare(false);
}

start().catch((error) => showFailure("load-failure", error));
