// A portal without a framework.
import init, { AzureLanguage } from "export-jobs";
import { JobBoard } from "export-jobs/board";
import * as elements from "export-jobs/elements";
import ar from "export-jobs/elements/ar";
import de from "export-jobs/elements/de";
import ja from "export-jobs/elements/ja";
import { createSimulator } from "export-jobs/simulator";

await init();
const simulator = createSimulator({ pace: 0 });
const endpoint = "https://contoso.cognitiveservices.azure.com";
const language = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: "demo-key" } });
elements.addLanguages(ar, de, ja);

Object.assign(window, {
  portal: {
    ...elements,
    language,
    createSimulator,
    simulator,
    fetch: simulator.fetch,
    request: () => language.exportRequest("MaintenanceReports"),
    board: (options = {}) => new JobBoard({ clients: [language], fetch: simulator.fetch, ...options }),
  },
});
document.documentElement.dataset.ready = "";
