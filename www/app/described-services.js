import { fhirBulkExport } from "../simulator/described/contracts/fhir-bulk-export.js";
import { intuneReports } from "../simulator/described/contracts/intune-reports.js";
import { loadModule } from "./module.js";

/**
 * The services of the form that are described as data. They are simulated, because the real ones need an account.
 *
 * @typedef {object} DescribedEntry
 * @property {string} label The label of the choices.
 * @property {string[]} choices
 * @property {string} title What a job is called, before the choice.
 * @property {string} operation
 * @property {(choice: string) => Record<string, unknown>} parameters
 * @property {string} baseUrl
 * @property {string} [endpoint] The endpoint, if the description has none.
 * @property {string} contract The name of the simulated service in `export-jobs/simulator/services`.
 */

/** @type {Record<string, DescribedEntry>} */
export const describedServices = {
  "intune-reports": {
    label: "Report",
    choices: ["Devices", "DeviceCompliance", "DetectedAppsAggregate"],
    title: "Intune report",
    operation: "export",
    parameters: (choice) => ({ reportName: choice }),
    baseUrl: "https://graph.microsoft.com/v1.0",
    contract: "intuneReports",
  },
  "fhir-bulk-export": {
    label: "Type of resources",
    choices: ["Patient", "Observation", "Encounter"],
    title: "FHIR export of",
    operation: "system",
    parameters: (choice) => ({ types: [choice] }),
    baseUrl: "https://bulk.example/fhir",
    endpoint: "https://bulk.example/fhir",
    contract: "fhirBulkExport",
  },
};

/** The simulator's contracts for them. */
export const contracts = [intuneReports, fhirBulkExport];

/** The token that the simulated services accept. */
export const demoToken = { token: "demo-token" };

/** @param {string} service */
export const isDescribed = (service) => service in describedServices;

/** The module and the descriptions, which are loaded when a service is chosen that needs them. */
export class DescribedClients {
  /** @type {import("./module.js").Entries["services"] | undefined} */
  #module;
  /** @type {Map<string, any>} */
  #descriptions = new Map();

  /** @param {string} service */
  isLoaded(service) {
    return this.#module !== undefined && this.#descriptions.has(service);
  }

  /** @param {string} service */
  async load(service) {
    const [module, { default: description }] = await Promise.all([
      loadModule("services"),
      import(`../../dist/services/${service}.js`),
    ]);
    this.#module = module;
    this.#descriptions.set(service, description);
  }

  /** @param {string} service */
  connect(service) {
    if (!this.#module) throw new Error("The module is not loaded yet. Try again.");
    const { endpoint } = describedServices[service];
    return new this.#module.JobService(this.#descriptions.get(service), {
      credential: demoToken,
      ...(endpoint && { endpoint }),
    });
  }
}
