import init, { AzureLanguage } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "query-knowledgebases",
  credential: { key: "demo-key" },
});
const { fetch } = createSimulator({ pace: 0 });

const poller = await language.start(language.exportRequest("LibraryHelp", { format: "tsv" }), { fetch });
const result = await poller.result();
console.log(result.suggestedName, result.contentType, result.size);
console.log((await result.blob().text()).slice(0, 200));
result.free(); // frees the memory immediately
