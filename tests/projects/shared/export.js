// The common part of all projects: an export on the simulated service, to its end.
import init, { AzureLanguage } from "export-jobs";
import { createSimulator } from "export-jobs/simulator";

/** Returns the name and the size of the exported file. */
export async function exportProject() {
  await init();
  const language = new AzureLanguage({
    endpoint: "https://contoso.cognitiveservices.azure.com",
    family: "analyze-conversations",
    credential: { key: "demo-key" },
  });
  const { fetch } = createSimulator({ pace: 0 });
  const poller = await language.start(language.exportRequest("CityTransit"), { fetch });
  const result = await poller.result();
  return `exported ${result.suggestedName}, ${result.size} bytes`;
}
