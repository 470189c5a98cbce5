// Exports of every service against the simulator, from the start to the bytes.
import { createSimulator } from "../../www/simulator/index.js";

export const CONTOSO = "https://contoso.cognitiveservices.azure.com";
export const AVEPOINT = "https://graph-us.avepointonlineservices.com";

/**
 * @typedef {object} Wanted The project to export.
 * @property {string} service
 * @property {string} name
 * @property {string} [family]
 * @property {string} [project]
 */

/**
 * The services, each with one thing that can be exported from it.
 *
 * @type {Wanted[]}
 */
export const exports = [
  { service: "azure-language", name: "custom text", family: "analyze-text", project: "SupportInbox" },
  { service: "azure-language", name: "conversations", family: "analyze-conversations", project: "CityTransit" },
  { service: "azure-language", name: "question answering", family: "query-knowledgebases", project: "LibraryHelp" },
  { service: "avepoint", name: "AvePoint" },
];

/**
 * The client of an export, with a credential.
 *
 * @param {any} api An entry of the package.
 * @param {Wanted} wanted
 * @param {object} [credential]
 */
export function clientOf({ AzureLanguage, AvePoint }, { service, family }, credential) {
  return service === "avepoint"
    ? new AvePoint({ baseUrl: AVEPOINT, credential })
    : new AzureLanguage({ endpoint: CONTOSO, family, credential });
}

/**
 * The request that starts an export.
 *
 * @param {any} client
 * @param {Wanted} wanted
 */
export const requestOf = (client, { service, project }) =>
  service === "avepoint"
    ? client.sitePermissionExportRequest({ siteUrls: ["https://contoso.sharepoint.com/sites/Budget 2026"] })
    : client.exportRequest(project);

/** A simulator in the virtual time of a test. Everything is the same in each run. */
export const simulatorIn = (time, options) =>
  createSimulator({ clock: time.clock, random: Math.random, limits: false, ...options });

/**
 * Runs one whole export, and returns its result or its error. `hears` gets everything that a page would get.
 *
 * @param {any} client
 * @param {Wanted} wanted
 * @param {import("export-jobs/all").PollOptions & { hears?: (heard: any) => unknown }} [options]
 */
export async function exportAll(client, wanted, { hears = () => {}, ...options } = {}) {
  const poller = await client.start(requestOf(client, wanted), { onProgress: hears, ...options });
  hears(poller.job);
  const status = await poller.pollUntilDone();
  return { poller, status, result: await poller.result({ onProgress: hears }) };
}
