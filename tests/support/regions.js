// Two regions of Azure AI Language with their storage, on the simulated service, with projects to replicate.
import { createSimulator } from "../../www/simulator/index.js";

export const EAST = "https://contoso-east.cognitiveservices.azure.com";
export const WEST = "https://contoso-west.cognitiveservices.azure.com";
export const KEY = "demo-key";
const SAS = "sv=2022-11-02&sr=c&sp=rcwl&se=2030-01-01&sig=c2VjcmV0LXNpZ25hdHVyZQ%3D%3D";
const STORES = { east: "https://contosoeast.blob.core.windows.net", west: "https://contosowest.blob.core.windows.net" };

/** SAS URLs of the two containers. */
export const documents = { source: `${STORES.east}/docs?${SAS}`, target: `${STORES.west}/papers?${SAS}` };
export const SIGNATURE = "c2VjcmV0LXNpZ25hdHVyZQ";

/**
 * @typedef {object} Project
 * @property {import("export-jobs/all").AzureLanguageOptions["family"]} family
 * @property {any} file
 * @property {{ label: string, trainingMode?: string, trainingConfigVersion?: string }[]} models
 * @property {{ name: string, model: string }[]} deployments
 * @property {Record<string, string>} [blobs]
 */

/** @type {Project} */
const conversation = {
  family: "analyze-conversations",
  file: {
    projectFileVersion: "2023-04-01",
    stringIndexType: "Utf16CodeUnit",
    metadata: {
      projectKind: "Conversation",
      projectName: "Mail",
      language: "en-us",
      multilingual: true,
      settings: { confidenceThreshold: 0.5 },
    },
    assets: {
      projectKind: "Conversation",
      intents: [{ category: "Read" }, { category: "None" }],
      entities: [{ category: "Sender", compositionSetting: "combineComponents" }],
      utterances: [
        {
          text: "read the mail from Mia 😀",
          intent: "Read",
          language: "en-us",
          dataset: "Train",
          entities: [{ category: "Sender", offset: 19, length: 3 }],
        },
        {
          text: "mail of Noah, please",
          intent: "Read",
          language: "en-us",
          dataset: "Test",
          entities: [{ category: "Sender", offset: 8, length: 4 }],
        },
        { text: "hello", intent: "None", language: "en-us", dataset: "Train", entities: [] },
      ],
    },
  },
  models: [
    { label: "v1", trainingMode: "advanced", trainingConfigVersion: "2022-09-01" },
    { label: "v2", trainingMode: "standard" },
  ],
  deployments: [
    { name: "production", model: "v1" },
    { name: "staging", model: "v2" },
  ],
};

/** @type {Project} */
const entities = {
  family: "analyze-text",
  file: {
    projectFileVersion: "2023-04-01",
    stringIndexType: "Utf16CodeUnit",
    metadata: {
      projectKind: "CustomEntityRecognition",
      projectName: "Mail",
      language: "en-us",
      storageInputContainerName: "docs",
      multilingual: false,
      description: "",
    },
    assets: {
      projectKind: "CustomEntityRecognition",
      entities: [{ category: "Date" }],
      documents: [
        {
          location: "01.txt",
          language: "en-us",
          dataset: "Train",
          entities: [{ regionOffset: 0, regionLength: 22, labels: [{ category: "Date", offset: 0, length: 10 }] }],
        },
        { location: "The_Queen's.txt", language: "en-us", dataset: "Test", entities: [] },
      ],
    },
  },
  models: [{ label: "v1" }],
  deployments: [{ name: "production", model: "v1" }],
  blobs: { "01.txt": "2026-03-14: the date\r\n", "The_Queen's.txt": "no date at all" },
};

/** The replicated projects: a conversation project, and a custom-text project with its documents. */
export const projects = { conversation, entities };

/** Returns a project with its models and deployments at an origin. */
export const seed = (origin, { family, file, models, deployments }) => ({ origin, family, file, models, deployments });

/** Returns the storage of both regions. The documents are in the east. */
export const storage = (blobs = {}) => [
  { origin: STORES.east, containers: { docs: blobs }, sas: SAS },
  { origin: STORES.west, containers: { papers: {} }, sas: SAS },
];

/** Returns the simulated service with one project in the east, and none in the west. */
export const regionsIn = (time, project, options = {}) =>
  createSimulator({
    clock: time.clock,
    random: Math.random,
    limits: false,
    empty: [EAST, WEST],
    projects: [seed(EAST, project), ...(options.more ?? [])],
    storage: storage(project.blobs),
    ...options.simulator,
  });

/**
 * The clients of both sides.
 *
 * @param {any} api An entry of the package.
 * @param {{ family: string, apiVersion?: string }} project
 */
export const clientsOf = ({ AzureLanguage }, { family, apiVersion }) => ({
  source: new AzureLanguage({ endpoint: EAST, family, apiVersion, credential: { key: KEY } }),
  target: new AzureLanguage({ endpoint: WEST, family, apiVersion, credential: { key: KEY } }),
});

/** Counts how often the target started an operation that must happen only once. */
export function tally({ requests }) {
  const accepted = requests.filter(({ url, status }) => url.startsWith(WEST) && status === 202);
  const of = (pattern) => accepted.filter(({ url }) => pattern.test(new URL(url).pathname)).length;
  return { imports: of(/\/:import$/), trainings: of(/\/:train$/), deployments: of(/\/deployments\/[^/:]+$/) };
}
