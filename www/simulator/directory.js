import { insightsExports } from "./avepoint/exports.js";
import { demoCredentials } from "./credentials.js";
import { samples } from "./samples/index.js";

/**
 * The simulated services: for each, its base URL, the demo's credentials, and its sample projects or arguments. The
 * page fills its form from it.
 *
 * @typedef {object} LanguageEntry
 * @property {"azure-language"} service
 * @property {import("./samples/index.js").Family} family
 * @property {string} title
 * @property {string} baseUrl
 * @property {{ key: string, token: string }} credential
 * @property {string[]} apiVersions
 * @property {{ name: string, kind: string, language: string, description: string }[]} projects
 *
 * @typedef {object} InsightsEntry
 * @property {"avepoint"} service
 * @property {string} title
 * @property {string} baseUrl
 * @property {{ token: string }} credential
 * @property {{ name: string, title: string, path: string, pathSample?: string, query: import("./avepoint/exports.js").Argument[] }[]} exports
 */

const {
  keys: [key],
  tokens: [token],
} = demoCredentials;

/** @type {{ family: import("./samples/index.js").Family, title: string, apiVersions: string[] }[]} */
const families = [
  {
    family: "analyze-text",
    title: "Custom text",
    apiVersions: ["2023-04-01", "2022-05-01", "2023-11-15-preview", "2025-05-15-preview"],
  },
  {
    family: "analyze-conversations",
    title: "Conversations",
    apiVersions: ["2023-04-01", "2022-05-01", "2023-11-15-preview", "2025-11-01"],
  },
  {
    family: "query-knowledgebases",
    title: "Question answering",
    apiVersions: ["2023-04-01", "2021-10-01", "2023-11-15-preview"],
  },
];

/** @type {readonly (LanguageEntry | InsightsEntry)[]} */
export const directory = [
  ...families.map(({ family, title, apiVersions }) => ({
    service: /** @type {const} */ ("azure-language"),
    family,
    title: `Azure AI Language: ${title}`,
    baseUrl: "https://contoso.cognitiveservices.azure.com",
    credential: { key, token },
    apiVersions,
    projects: samples
      .filter((sample) => sample.family === family)
      .map(({ name, kind, language, description }) => ({ name, kind, language, description })),
  })),
  {
    service: "avepoint",
    title: "AvePoint Graph Insights",
    baseUrl: "https://graph-us.avepointonlineservices.com",
    credential: { token },
    exports: insightsExports.map(({ name, title, path, pathSample, query }) => ({
      name,
      title,
      path: `/${path}`,
      pathSample,
      query,
    })),
  },
];
