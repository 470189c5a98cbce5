import init, { LanguageRuntime } from "../../dist/runtime.js";
import { createSimulator } from "../simulator/index.js";

await init();
const { fetch } = createSimulator({ pace: 0 });
const runtime = new LanguageRuntime({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  credential: { key: "demo-key" },
});

const { documents } = await runtime.analyze(["Pump P-204 lost pressure in Hamburg."], {
  ...{ project: "MaintenanceReports", deployment: "production", kind: "CustomEntityRecognition" },
  fetch,
});
for (const { text, category } of documents[0].entities ?? []) console.log(text, category);

const { prediction } = await runtime.predict("when does the next U4 leave?", {
  ...{ project: "CityTransit", deployment: "production" },
  fetch,
});
console.log(prediction.topIntent);
