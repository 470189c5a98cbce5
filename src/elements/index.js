export { defineElements } from "./define-elements.js";
export { ExportBoardElement } from "./export-board.js";
export { ExportButtonElement } from "./export-button.js";
export { ExportJobElement } from "./export-job.js";
export { addLanguages } from "./languages.js";
