import init, { AzureLanguage, Replication } from "../../dist/recovery.js";
import { createSimulator } from "../simulator/index.js";

await init();
const WEST = "https://contoso-west.cognitiveservices.azure.com";
const { fetch } = createSimulator({ pace: 0, empty: [WEST], limits: false });
const [source, target] = ["https://contoso-east.cognitiveservices.azure.com", WEST].map(
  (endpoint) => new AzureLanguage({ endpoint, family: "query-knowledgebases", credential: { key: "demo-key" } }),
);

const replication = new Replication({ source, target, project: "LibraryHelp", fetch });
replication.onProgress(({ number, of, step, doing }) => console.log(`${number}/${of} ${step}: ${doing}`));
const { projects } = await replication.run();
console.log(projects[0].verification);
