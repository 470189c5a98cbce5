// The elements in the templates of Vue: what its compiler checks a template against.
import type { GlobalComponents } from "vue";
import type { AzureLanguage, Job } from "export-jobs";
import type { JobBoard } from "export-jobs/board";
import type {} from "export-jobs/elements/vue";

declare const client: AzureLanguage;
declare const board: JobBoard;

type Props<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>["$props"];

let kept: Readonly<Job> | undefined;
export const job: Props<"export-job"> = {
  client,
  label: "Export",
  "heading-level": 3,
  onJob: ({ detail }) => (kept = detail.job),
};
export const button: Props<"export-button"> = { client, request: client.exportRequest("CityTransit"), class: "wide" };
export const table: Props<"export-board"> = { board, onEnd: ({ detail }) => detail.job?.isDone };
// @ts-expect-error A request is not a URL.
export const wrong: Props<"export-button"> = { request: "https://contoso.example" };
export { kept };
