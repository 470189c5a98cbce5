// The simulated service, as a page's tests use it. Checked, never run.
import { createSimulator, type Simulator, type SimulatorOptions } from "export-jobs/simulator";
import { AzureLanguage } from "export-jobs/all";

const options: SimulatorOptions = { pace: 0, limits: false };
const simulator: Simulator = createSimulator(options);
const language = new AzureLanguage({
  endpoint: "https://contoso.cognitiveservices.azure.com",
  family: "analyze-text",
  credential: { key: "demo-key" },
});
const poller = await language.start(language.exportRequest("Inbox"), { fetch: simulator.fetch });
simulator.inject({ fault: "hiddenHeaders", on: "submit" });
simulator.inject({ fault: "drop", on: "submit", answerLost: true });
simulator.requests.map(({ url }) => url) satisfies string[];
// @ts-expect-error: no such option
createSimulator({ speed: 1 });

export { poller };
