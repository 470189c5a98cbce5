import init, { AzureLanguage } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
const { fetch } = createSimulator({ pace: 0.2 });
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});

const poller = await language.start(language.exportRequest("MaintenanceReports"), { fetch });
const stored = JSON.stringify(poller.job); // plain data without secrets
console.log(stored);

// Another page, or the same after a reload, follows the job to its end.
const again = language.follow(stored, { fetch });
again.onProgress(({ state }) => console.log(state));
const { resultUrl } = await again.pollUntilDone();
console.log(resultUrl);
