import init, { AzureLanguage } from "../../dist/jobs.js";
import { ExportedProject } from "../../dist/project.js";
import { createSimulator } from "../simulator/index.js";

await init();
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-conversations",
  credential: { key: "demo-key" },
});
const { fetch } = createSimulator({ pace: 0 });
const result = await (await language.start(language.exportRequest("CityTransit"), { fetch })).result();

const project = ExportedProject.parse(result);
console.log(project.summary().counts);
for (const { severity, rule, message } of project.check()) console.log(severity, rule, message);

const west = ExportedProject.parse(project.retarget({ name: "CityTransit-west" }));
console.log(west.summary().name);
