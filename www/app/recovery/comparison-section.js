import { nextTask } from "../next-task.js";
import { comparisonInWords, comparisonView } from "./comparison-view.js";
import { lanesOf } from "./lanes.js";
import { regionsPicture } from "./regions-picture.js";
import { regionOf } from "./simulated-regions.js";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

/** Shows the comparison of both regions. */
export class ComparisonSection {
  /**
   * The last comparison.
   * @type {any[] | undefined}
   */
  found;
  /** Counts the comparisons, so that only the result of the last one is shown. */
  #count = 0;
  #onChoose;

  /** @param {(project: string) => void} onChoose Called when a project is chosen for replication. */
  constructor(onChoose) {
    this.#onChoose = onChoose;
  }

  /** Shows a sentence about the comparison. @param {string} text */
  say(text) {
    byId("comparison-state").textContent = text;
  }

  /**
   * Compares, and shows the result. Returns it, unless the comparison was cleared in the meantime.
   * @param {boolean} content
   * @param {{ source: string, target: string }} endpoints
   * @param {() => Promise<any[]>} compare
   */
  async show(content, { source, target }, compare) {
    const count = ++this.#count;
    this.say(content ? "Comparing dates and contents …" : "Comparing dates …");
    try {
      const found = await compare();
      if (count !== this.#count) return undefined;
      this.found = found;
      this.say(comparisonInWords(found, content));
      const regions = { source: regionOf(source), target: regionOf(target) };
      await nextTask();
      const picture = regionsPicture(lanesOf(found), regions);
      await nextTask();
      const table = comparisonView(found, this.#onChoose);
      if (count !== this.#count) return undefined;
      byId("comparison").replaceChildren(...(found.length > 0 ? [picture, table] : []));
      return found;
    } catch (error) {
      this.say("");
      throw error;
    } finally {
      byId("comparison").classList.remove("expected");
    }
  }

  /** Removes the comparison, because other resources were chosen. */
  clear() {
    this.#count += 1;
    this.found = undefined;
    byId("comparison").classList.remove("expected");
    for (const id of ["comparison-state", "comparison", "comparison-failure"]) byId(id).replaceChildren();
  }
}
