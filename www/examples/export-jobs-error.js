import init, { AzureLanguage, ExportJobsError } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
const simulator = createSimulator({ pace: 0 });
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});

simulator.inject({ fault: "failed", on: "status" });
try {
  const poller = await language.start(language.exportRequest("SupportInbox"), { fetch: simulator.fetch });
  await poller.pollUntilDone();
} catch (error) {
  if (!ExportJobsError.is(error)) throw error;
  console.log(error.code);
  console.log(error.message);
  for (const { code, message } of error.errors ?? []) console.log(code, message);
}
