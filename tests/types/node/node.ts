// Node without the types of a browser. Checked, never run.
import { writeFile, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import init, { AzureLanguage, ExportedProject, ExportJobsError, JobBoard } from "export-jobs/all";
import { createGateway } from "export-jobs/gateway";
import { toNodeListener } from "export-jobs/gateway/node";
import { createSimulator } from "export-jobs/simulator";

await init();
await init(await readFile("all.wasm"));
const language = new AzureLanguage({
  endpoint: process.env.ENDPOINT!,
  family: "analyze-text",
  credential: { key: process.env.KEY! },
});
const poller = await language.start(language.exportRequest("Inbox"), {
  fetch: createSimulator().fetch,
  signal: AbortSignal.timeout(60_000),
});
for await (const { state } of poller) console.log(state);
const result = await poller.result();
await writeFile(result.suggestedName, result.bytes());
const project = ExportedProject.parse(await readFile("Inbox.json"));
await fetch(language.importRequest("Inbox", project.bytes()).url, language.importRequest("Inbox", project.bytes()));
new JobBoard({ clients: language }).onChange(({ job }) => console.log(job?.error instanceof ExportJobsError));
const gateway = createGateway({ routes: {}, authorize: ({ headers }) => headers.has("cookie"), fetch });
createServer(toNodeListener(gateway)).listen(3000);
