import init, { AzureLanguage, ExportJobsError, type JobStatus } from "export-jobs";
import { createSimulator } from "export-jobs/simulator";

async function exportProject(): Promise<string> {
  await init();
  const language = new AzureLanguage({
    endpoint: "https://contoso.cognitiveservices.azure.com",
    family: "analyze-conversations",
    credential: { key: "demo-key" },
  });
  const simulator = createSimulator({ pace: 0 });
  const poller = await language.start(language.exportRequest("CityTransit"), { fetch: simulator.fetch });
  const status: JobStatus = await poller.pollUntilDone();
  if (status.state !== "succeeded") throw new ExportJobsError("jobFailed", status.serviceState);
  const result = await poller.result();
  return `exported ${result.suggestedName}, ${result.size} bytes`;
}

exportProject().then(console.log);
