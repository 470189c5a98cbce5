import { element } from "../element.js";
import { sasUrlsOf } from "./simulated-regions.js";
import { steps } from "./words.js";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** The form for what to replicate, and how. */
export class OptionsForm {
  #resources;

  /** @param {import("./resources-form.js").ResourcesForm} resources */
  constructor(resources) {
    this.#resources = resources;
    byId("stop-after").append(
      ...Object.entries(steps).map(([name, { title }]) => element("option", { value: name }, title)),
    );
    byId("options").addEventListener("input", () => this.show());
    this.show();
  }

  /** Returns whether there is nothing to replicate. */
  get isEmpty() {
    return !byId("all").checked && byId("project").value.trim() === "";
  }

  get wantsAll() {
    return byId("all").checked;
  }

  get wantsReplacement() {
    return byId("replace").checked;
  }

  /** @param {string} project */
  choose(project) {
    byId("all").checked = false;
    byId("project").value = project;
    this.show();
  }

  /**
   * Fills in the projects to choose from.
   * @param {string[]} projects
   */
  offer(projects) {
    byId("projects").replaceChildren(...projects.map((value) => element("option", { value })));
  }

  /**
   * Returns the options of a `Replication`, without documents.
   *
   * @param {string[]} present The projects of the target, if all are to be replaced.
   * @returns {Omit<import("../../../dist/recovery.js").ReplicationOptions, "source" | "target">}
   */
  options(present) {
    const text = (/** @type {string} */ id) => byId(id).value.trim() || undefined;
    const project = text("project");
    const target = text("target-name") ?? project;
    const replaced = this.wantsAll ? present : [target];
    return {
      ...(this.wantsAll ? { all: true } : { project, targetName: text("target-name") }),
      replace: this.wantsReplacement ? replaced : [],
      container: this.#resources.family === "analyze-text" ? text("container") : undefined,
      train: byId("train").checked,
      deploy: byId("deploy").checked,
      stopAfter: text("stop-after"),
      replaceDocuments: byId("replace-documents").checked,
    };
  }

  /**
   * Returns the SAS URLs of both containers, if they are given.
   * @returns {{ source?: string, target?: string } | undefined}
   */
  documents() {
    if (this.#resources.family !== "analyze-text") return undefined;
    const [source, target] = ["source-sas", "target-sas"].map((id) => byId(id).value.trim() || undefined);
    return source || target ? { source, target } : undefined;
  }

  /** Shows the fields that belong together. For the simulated regions, the SAS URLs are known. */
  show() {
    const { isSimulated, family } = this.#resources;
    const all = byId("all").checked;
    for (const id of ["project", "target-name"]) byId(id).disabled = all;
    byId("deploy").disabled = !byId("train").checked && family !== "query-knowledgebases";
    if (!isSimulated) return;
    const urls =
      family === "analyze-text" && !all
        ? sasUrlsOf(byId("project").value.trim(), byId("container").value.trim())
        : undefined;
    byId("source-sas").value = urls?.source ?? "";
    byId("target-sas").value = urls?.target ?? "";
  }

  /** Clears the choice, which belonged to other resources. */
  clear() {
    for (const id of ["project", "target-name", "container", "source-sas", "target-sas"]) byId(id).value = "";
    byId("all").checked = false;
    byId("replace").checked = false;
    this.offer([]);
    this.show();
  }
}
