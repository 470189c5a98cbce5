import type { ExportedProject } from "../../dist/all.js";

/** The result of `JobPoller.save`. */
export interface SaveResult {
  /** The file as an exported project, with `project: true`. */
  project?: ExportedProject;
}
