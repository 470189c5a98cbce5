import { createSimulator } from "../../www/simulator/index.js";
import { createSeededRandom, createVirtualClock } from "./virtual-clock.mjs";

/** @typedef {import("../../www/simulator/index.js").SimulatorOptions} SimulatorOptions */

export const CONTOSO = "https://contoso.cognitiveservices.azure.com";
export const AUTHORING = `${CONTOSO}/language/authoring`;
export const INSIGHTS = "https://graph-us.avepointonlineservices.com/insights";
export const EXPORT = `${AUTHORING}/analyze-text/projects/SupportInbox/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01`;
export const QNA_EXPORT = `${AUTHORING}/query-knowledgebases/projects/LibraryHelp/:export?api-version=2023-04-01`;
export const INSIGHTS_EXPORT = `${INSIGHTS}/sites/permission/export?siteUrls=https%3A%2F%2Fcontoso.example%2Fsites%2Fa`;

const key = { "Ocp-Apim-Subscription-Key": "demo-key" };
const token = { Authorization: "Bearer demo-token" };

/** A simulator in virtual time, and someone who calls it. @param {SimulatorOptions} [options] */
export function createCaller(options) {
  const clock = createVirtualClock();
  const simulator = createSimulator({ clock, random: createSeededRandom(), ...options });

  /** @param {string} url @param {RequestInit} [init] */
  const send = (url, init) =>
    simulator.fetch(url, { ...init, headers: { ...(url.includes("/insights/") ? token : key), ...init?.headers } });
  /** @param {string} url @param {RequestInit} [init] */
  const get = (url, init) => send(url, init);
  /** @param {string} url @param {string} [body] @param {RequestInit} [init] */
  const post = (url, body, init) => send(url, { method: "POST", body, ...init });
  /** @param {string} url @returns {Promise<any>} */
  const getJson = async (url) => (await get(url)).json();

  return {
    clock,
    simulator,
    send,
    get,
    post,
    getJson,
    /** Submits to Azure, and returns the job's URL. @param {string} [url] @param {string} [body] */
    async start(url = EXPORT, body) {
      const response = await post(url, body);
      return (
        response.headers.get("operation-location") ??
        Promise.reject(new Error(`${response.status} ${await response.text()}`))
      );
    },
    /** Submits to AvePoint, and returns the job's URL. @param {string} [url] */
    async startInsights(url = INSIGHTS_EXPORT) {
      const { jobId } = await getJson(url);
      return `${INSIGHTS}/job/${jobId}`;
    },
    /** Lets every running job end, except a training. */
    finish: () => clock.pass(16_000),
    /** Lets a training end, too. */
    finishTraining: () => clock.pass(61_000),
  };
}
