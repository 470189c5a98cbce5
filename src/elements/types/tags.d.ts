import type { ExportBoardElement, ExportButtonElement, ExportJobElement } from "../elements.js";

declare global {
  interface HTMLElementTagNameMap {
    "export-job": ExportJobElement;
    "export-board": ExportBoardElement;
    "export-button": ExportButtonElement;
  }
}
