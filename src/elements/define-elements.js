import { ExportBoardElement } from "./export-board.js";
import { ExportButtonElement } from "./export-button.js";
import { ExportJobElement } from "./export-job.js";

const elements = {
  "export-job": ExportJobElement,
  "export-board": ExportBoardElement,
  "export-button": ExportButtonElement,
};

/** Defines the elements that are not defined yet. A server has no registry for them. */
export function defineElements() {
  const registry = globalThis.customElements;
  for (const [name, element] of Object.entries(elements))
    if (registry?.get(name) === undefined) registry?.define(name, element);
}
