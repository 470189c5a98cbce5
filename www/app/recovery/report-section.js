import { element } from "../element.js";
import { span, timeOfDay } from "../words.js";
import { reportInWords, reportView } from "./report-view.js";
import { saveFile } from "./save-file.js";
import { steps } from "./words.js";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** @param {string} label @param {() => void} onclick @param {boolean} [isPrimary] */
const button = (label, onclick, isPrimary) =>
  element("button", { type: "button", class: isPrimary && "primary", onclick }, label);

/**
 * The actions that the report offers.
 *
 * @typedef {object} ReportActions
 * @property {() => void} goOn Continues after a failure.
 * @property {(project: any) => void} replace Backs up the target's project and replaces it.
 * @property {(project: any) => void} rename Asks for another name at the target.
 * @property {() => void} forget Deletes the report and the backups.
 */

/** Shows the report of a replication that has ended. */
export class ReportSection {
  #store;
  #actions;

  /** @param {import("./browser-store.js").BrowserStore} store @param {ReportActions} actions */
  constructor(store, actions) {
    this.#store = store;
    this.#actions = actions;
  }

  /** @param {import("./replication-run.js").Kept} kept */
  show({ state, backups = [] }) {
    byId("report-content").replaceChildren(
      element(
        "p",
        { class: "summary-line", role: "status" },
        `${reportInWords(state)} ${span(state.elapsedMs)} of work.`,
      ),
      ...reportView(state, (project) => this.#actionsOf(project)),
      element(
        "p",
        { class: "actions" },
        ...backups.map(({ key, name, at }) =>
          button(`Save ${name} of ${timeOfDay(at)} again`, async () =>
            saveFile({ name, blob: await this.#store.get(key) }),
          ),
        ),
        button("Save the report", () =>
          saveFile({
            name: "replication.json",
            blob: new Blob([JSON.stringify(state, null, 2)], { type: "application/json" }),
          }),
        ),
        button(backups.length > 0 ? "Forget the report and these files" : "Forget the report", this.#actions.forget),
      ),
    );
    byId("report").hidden = false;
  }

  hide() {
    byId("report").hidden = true;
  }

  /**
   * Returns the buttons for a failed project.
   * @param {any} project @returns {Node[]}
   */
  #actionsOf(project) {
    const { goOn, replace, rename } = this.#actions;
    const isRefused = project.ending.error.code === "conflict" && ["look", "import"].includes(project.ending.step);
    if (!isRefused) return [button(`Go on from “${steps[project.ending.step]?.title}”`, goOn, true)];
    return [
      button("Save what is there, and replace it", () => replace(project), true),
      button("Give it another name", () => rename(project)),
    ];
  }
}
