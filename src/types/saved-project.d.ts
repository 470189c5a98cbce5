import type { ExportedProject } from "../../dist/all.js";

/** What `JobPoller.save` resolves with. */
export interface SaveResult {
  /** The file as an exported project, with `project: true`. */
  project?: ExportedProject;
}
