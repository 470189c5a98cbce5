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

const button = document.createElement("export-button");
button.textContent = "Export the project";
document.querySelector("run-example")?.append(button);
button.client = language;
button.fetch = createSimulator({ pace: 0.2 }).fetch;
button.request = () => language.exportRequest("SupportInbox");
button.addEventListener("end", ({ detail }) => console.log(detail.phase, detail.status?.state));
console.log("Press the button.");
