// The elements, used in accordance with their types.
import type { AzureLanguage, Job } from "export-jobs";
import type { JobBoard } from "export-jobs/board";
import {
  addLanguages,
  defineElements,
  ExportJobElement,
  type ExportJobDetail,
  type Phase,
  type Texts,
} from "export-jobs/elements";
import german from "export-jobs/elements/de";
import "export-jobs/elements/define";

declare const language: AzureLanguage;
declare const board: JobBoard;

defineElements();
addLanguages(german, { lang: "fr", states: { ...german.states, running: "En cours" } });
// @ts-expect-error A language has a tag.
addLanguages({ ready: "Prêt" });

const view = document.createElement("export-job");
view.client = language;
view.fetch = (request) => fetch(request);
view.job = '{"service":"azure-language/analyze-text"}';
const shown: Readonly<Job> | undefined = view.job;
view.run((options) => language.start(language.exportRequest("CityTransit"), { ...options, intervalMs: 2_000 }), {
  title: "CityTransit",
});
view.addEventListener("end", ({ detail }: CustomEvent<ExportJobDetail>) => {
  const phase: Phase = detail.phase;
  if (phase === "finished") detail.result?.blob();
});
view.addEventListener("click", ({ clientX }) => clientX);
view.texts = { advise: (error, phase) => ({ title: String(error), advice: phase ?? "" }) } satisfies Partial<Texts>;
// @ts-expect-error A phase is not one of the service's states.
view.addEventListener("end", ({ detail }) => detail.phase === "succeeded");

const button = document.querySelector("export-button");
if (button) button.request = () => language.exportRequest("CityTransit");
// @ts-expect-error The job of a button is read only.
if (button) button.job = undefined;

const table = document.querySelector("export-board");
if (table) table.board = board;
table?.addEventListener("change", ({ detail }) => detail.type === "added" && detail.job?.job.project);

export const isJob = (node: Element) => node instanceof ExportJobElement;
export { shown };
