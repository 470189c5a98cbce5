import init, { AzureLanguage, JobBoard } from "../../dist/board.js";
import { defineElements } from "../../dist/elements.js";
import { createSimulator } from "../simulator/index.js";

await init();
defineElements();
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});
const board = new JobBoard({ clients: [language], fetch: createSimulator({ pace: 0.2 }).fetch });

const view = document.createElement("export-board");
view.label = "Exports";
view.board = board;
document.querySelector("run-example")?.append(view);

const jobs = await Promise.all(
  ["SupportInbox", "MaintenanceReports"].map((name) => board.submit(language, language.exportRequest(name))),
);
for (const job of jobs) console.log((await board.outcome(job)).state);
