import { span } from "../words.js";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** Offers to continue a replication that was interrupted, or says that another tab runs it. */
export class InterruptedSection {
  /** @param {import("./replication-run.js").Kept} kept */
  show({ state, simulated, documents }) {
    const at = state.projects.findIndex(({ ending }) => !ending);
    const project = state.projects[at];
    const name = project
      ? `${project.source}${state.projects.length > 1 ? `, project ${at + 1} of ${state.projects.length},` : ""}`
      : "Projects";
    this.#say(
      "A replication was interrupted",
      `${name} from ${state.source.endpoint} to ${state.target.endpoint}, after ${span(state.elapsedMs)} of work. What runs at the services has gone on meanwhile; nothing is sent twice.`,
      simulated
        ? ""
        : `Give the keys or tokens${documents.target ? ", and the SAS URLs," : ""} again below: they are not kept.`,
      true,
    );
  }

  showElsewhere() {
    this.#say(
      "Another tab of this page runs the replication",
      "Watch it there. When that tab is closed, it can go on here.",
      "",
      false,
    );
  }

  hide() {
    byId("kept").hidden = true;
  }

  focus() {
    byId("kept-title").focus();
  }

  /** @param {string} title @param {string} text @param {string} hint @param {boolean} canContinue */
  #say(title, text, hint, canContinue) {
    byId("kept-title").textContent = title;
    byId("kept-text").textContent = text;
    byId("kept-hint").textContent = hint;
    byId("go-on").hidden = byId("forget").hidden = !canContinue;
    byId("kept").hidden = false;
  }
}
