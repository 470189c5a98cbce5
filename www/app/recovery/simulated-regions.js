import { createSimulator } from "../../simulator/index.js";
import { maintenanceReportTexts } from "../../simulator/samples/maintenance-reports.js";
import { samples } from "../../simulator/samples/index.js";
import { nextTask } from "../next-task.js";

export const EAST = "https://contoso-east.cognitiveservices.azure.com";
export const WEST = "https://contoso-west.cognitiveservices.azure.com";
/** The simulated service's own key. It is not a secret. */
export const KEY = "demo-key";

/** @type {Record<string, string>} */
const REGIONS = { [EAST]: "East US", [WEST]: "West US" };
const STORED = "simulated-regions";
const STORAGE = {
  east: "https://contosoeast.blob.core.windows.net",
  west: "https://contosowest.blob.core.windows.net",
};
const SAS = "sv=2024-11-04&sr=c&sp=rcwl&sig=simulated";
/** The number of received requests that are remembered. */
const MOST_RECEIVED = 200;

/**
 * The models and deployments in the east.
 * @type {Record<string, Pick<import("../../simulator/azure-language/seeds.js").ProjectSeed, "models" |
 * "deployments">>}
 */
const trained = {
  CityTransit: {
    models: [{ label: "spring", trainingMode: "standard" }],
    deployments: [{ name: "production", model: "spring" }],
  },
  FrontDesk: {},
  MaintenanceReports: {
    models: [{ label: "reports-v2" }],
    deployments: [{ name: "production", model: "reports-v2" }],
  },
  SupportInbox: { models: [{ label: "letters" }], deployments: [{ name: "production", model: "letters" }] },
  MuseumCatalogue: {},
  LibraryHelp: { deployments: [{ name: "production" }] },
};

/** An earlier version of it is already in the west, so that an import can be refused. */
const EARLIER_IN_THE_WEST = "SupportInbox";
/** An identical copy of it is in the west. */
const EQUAL_IN_THE_WEST = "FrontDesk";

/** @typedef {{ at: number, method: string, host: string, path: string, status: number }} Received */

/**
 * Two regions with storage that live in the page. Like real ones, they outlive it: the changes of a request are
 * stored before it is answered.
 */
export class SimulatedRegions {
  /**
   * Requests that started or changed something, the oldest first.
   * @type {Received[]}
   */
  received = [];
  #store;
  #pace;
  /** @type {import("../../simulator/index.js").Simulator | undefined} */
  #simulator;

  /** @param {import("./browser-store.js").BrowserStore} store @param {number} pace A factor for the duration of jobs. */
  constructor(store, pace) {
    this.#store = store;
    this.#pace = pace;
  }

  /** Opens the regions in their stored state. If nothing can be stored, only this tab has them. */
  async open() {
    let stored;
    try {
      stored = await this.#store.get(STORED);
    } catch {
      if (this.#simulator) return;
    }
    this.received = stored?.received ?? [];
    await nextTask();
    const projects = seeds();
    await nextTask();
    const storage = accounts();
    await nextTask();
    this.#simulator = createSimulator({
      pace: this.#pace,
      // The published limits are two POST requests for every project and 10 a minute. Nobody wants to watch that.
      limits: false,
      empty: [EAST, WEST],
      regions: REGIONS,
      projects,
      storage,
      saved: stored?.world,
    });
  }

  /** Resets the regions. */
  async reset() {
    this.#simulator = undefined;
    try {
      await this.#store.remove(STORED);
    } catch {
      // Nothing was stored.
    }
    await this.open();
  }

  /** @param {Request} request @returns {Promise<Response>} */
  fetch = async (request) => {
    const simulator = this.#simulator;
    if (!simulator) throw new TypeError("The simulated regions are not open.");
    const { method, url } = request;
    // Like the answer of a network, the answer comes in a task of its own.
    await nextTask();
    const response = await simulator.fetch(request);
    if (method === "GET" || method === "HEAD") return response;
    const { host, pathname } = new URL(url);
    this.received = [...this.received, { at: Date.now(), method, host, path: pathname, status: response.status }].slice(
      -MOST_RECEIVED,
    );
    try {
      await this.#store.set(STORED, { world: simulator.save(), received: this.received });
    } catch {
      // Nothing can be stored here: see `open`.
    }
    return response;
  };
}

/**
 * Returns the SAS URLs of the containers of a simulated project.
 * @param {string} project @param {string} container Another name at the target.
 */
export function sasUrlsOf(project, container) {
  const sample = samples.find(({ name, family }) => name === project && family === "analyze-text");
  const name = sample?.file.metadata.storageInputContainerName;
  return name
    ? { source: `${STORAGE.east}/${name}?${SAS}`, target: `${STORAGE.west}/${container || name}?${SAS}` }
    : undefined;
}

/**
 * Returns the name of the region of a resource: for a real one, its host.
 * @param {string} endpoint
 */
export const regionOf = (endpoint) => REGIONS[endpoint] ?? (URL.parse?.(endpoint)?.host || endpoint);

function seeds() {
  const east = samples.map(({ family, name, file }) => ({
    origin: EAST,
    family,
    name,
    file: whole(family, file),
    ...trained[name],
  }));
  const inTheWest = (/** @type {string} */ name) =>
    east.filter((seed) => seed.name === name).map((seed) => ({ ...seed, origin: WEST }));
  const earlier = inTheWest(EARLIER_IN_THE_WEST).map(({ file, ...seed }) => ({
    ...seed,
    file: {
      ...file,
      metadata: { ...file.metadata, description: "As it was in spring" },
      assets: { ...file.assets, documents: file.assets.documents.slice(0, 12) },
    },
    createdAt: "2025-04-22T08:00:00Z",
  }));
  return [...east, ...earlier, ...inTheWest(EQUAL_IN_THE_WEST)];
}

/** @param {string} family @param {Record<string, any>} file */
const whole = (family, file) =>
  family === "query-knowledgebases"
    ? file
    : { projectFileVersion: "2023-04-01", stringIndexType: "Utf16CodeUnit", ...file };

/** The documents are in the east. The west has containers of the same names, and one more. */
function accounts() {
  /** @type {Record<string, Record<string, string>>} */
  const containers = {};
  for (const { family, file } of samples) {
    if (family !== "analyze-text") continue;
    /** @type {string[]} */
    const names = file.assets.documents.map((/** @type {any} */ { location }) => location);
    const text = (/** @type {string} */ name) =>
      maintenanceReportTexts[name] ?? `${name.replace(/\.txt$/, "").replaceAll("-", " ")}\r\n`;
    containers[file.metadata.storageInputContainerName] = Object.fromEntries(names.map((name) => [name, text(name)]));
  }
  const west = Object.fromEntries([...Object.keys(containers), "papers"].map((name) => [name, {}]));
  return [
    { origin: STORAGE.east, containers, sas: SAS, languageOrigins: [EAST] },
    { origin: STORAGE.west, containers: west, sas: SAS, languageOrigins: [WEST] },
  ];
}
