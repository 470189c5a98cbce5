import init, { AvePoint, AzureLanguage, Service } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
const { fetch } = createSimulator({ pace: 0 });

// Code that takes a Service works with each of them.
/** @param {Service} service @param {import("../../dist/jobs.js").HttpRequest<any>} request */
async function collect(service, request) {
  const poller = await service.start(request, { fetch });
  const { suggestedName, size } = await poller.result();
  console.log(service instanceof Service, poller.job.service, suggestedName, size);
}

const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});
await collect(language, language.exportRequest("SupportInbox"));

const insights = new AvePoint({
  baseUrl: "https://graph-us.avepointonlineservices.com",
  credential: { token: "demo-token" },
});
await collect(insights, insights.userActivitiesExportRequest("megan@contoso.com"));
