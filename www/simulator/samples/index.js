import { cityTransit } from "./city-transit.js";
import { frontDesk } from "./front-desk.js";
import { libraryHelp } from "./library-help.js";
import { maintenanceReports } from "./maintenance-reports.js";
import { museumCatalogue } from "./museum-catalogue.js";
import { supportInbox } from "./support-inbox.js";

/**
 * The projects with which every simulated Language resource starts. `file` is the content of an export, without the
 * two fields that depend on the request (`projectFileVersion`, `stringIndexType`). `trained` is the label of its
 * model, and `deployed` the name of that model's deployment.
 *
 * @typedef {"analyze-text" | "analyze-conversations" | "query-knowledgebases"} Family
 * @typedef {{ family: Family, name: string, kind: string, language: string, description: string, file: Record<string, any>, trained?: string, deployed?: string }} Sample
 * @type {readonly Sample[]}
 */
export const samples = [
  sample("analyze-text", maintenanceReports),
  sample("analyze-text", supportInbox),
  sample("analyze-text", museumCatalogue),
  // The front desk refers to this deployment.
  { ...sample("analyze-conversations", cityTransit), trained: "v 1", deployed: "production" },
  sample("analyze-conversations", frontDesk),
  {
    family: "query-knowledgebases",
    name: "LibraryHelp",
    kind: "QuestionAnswering",
    language: libraryHelp.metadata.language,
    description: libraryHelp.metadata.description,
    file: libraryHelp,
  },
];

/**
 * @param {Family} family
 * @param {{ metadata: { projectName: string, projectKind: string, language: string, description: string } }} file
 * @returns {Sample}
 */
function sample(family, file) {
  const { projectName, projectKind, language, description } = file.metadata;
  return { family, name: projectName, kind: projectKind, language, description, file };
}
