import init, { AzureLanguage } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
const simulator = createSimulator({ pace: 0.2 }); // jobs take a fifth of their usual time
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-conversations",
  credential: { key: "demo-key" },
});

const request = language.exportRequest("CityTransit");
console.log(request.method, request.url);

const poller = await language.start(request, { fetch: simulator.fetch });
for await (const { state, updatedAt } of poller) console.log(state, updatedAt);
