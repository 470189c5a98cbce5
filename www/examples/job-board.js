import init, { AvePoint, AzureLanguage, JobBoard } from "../../dist/board.js";
import { createSimulator } from "../simulator/index.js";

await init();
const { fetch } = createSimulator({ pace: 0.2 });
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});
const insights = new AvePoint({
  baseUrl: "https://graph-us.avepointonlineservices.com",
  credential: { token: "demo-token" },
});

const board = new JobBoard({ clients: [language, insights], fetch }); // without a name, for this page only
board.onChange(({ type, job }) => console.log(type, job?.job.project ?? "", job?.status?.state ?? ""));

const jobs = await Promise.all(
  ["SupportInbox", "MaintenanceReports"].map((name) => board.submit(language, language.exportRequest(name))),
);
for (const job of jobs) console.log((await board.outcome(job)).state);
for (const { origin, submissions } of board.budgets()) console.log(origin, submissions);
board.close();
