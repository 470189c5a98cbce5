import { defineElements } from "../../dist/elements.js";
import init, { AzureLanguage } from "../../dist/jobs.js";
import { createSimulator } from "../simulator/index.js";

await init();
defineElements();
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});

const view = document.createElement("export-job");
document.querySelector("run-example")?.append(view);
view.client = language;
view.fetch = createSimulator({ pace: 0.2 }).fetch;
view.run((options) => language.start(language.exportRequest("SupportInbox"), options));

await new Promise((resolve) => {
  view.addEventListener("change", ({ detail }) => console.log(detail.phase, detail.status?.state ?? ""));
  view.addEventListener("end", resolve);
});
