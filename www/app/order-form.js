import { AvePointFields } from "./avepoint-fields.js";
import { demoToken, describedServices, isDescribed } from "./described-services.js";
import { element } from "./element.js";
import { FaultFields } from "./fault-fields.js";

/** @typedef {import("./order.js").Order} Order */

/** The interval for AvePoint's jobs in the simulated service, which take seconds. */
const SIMULATED_AVEPOINT_INTERVAL_MS = 2000;
const OWN_ADDRESS = "own";
const OTHER_PROJECT = "";

/** The field of the form for each option of an export, by family. */
const exportFields = /** @type {const} */ ({
  "analyze-text": {
    stringIndexType: "string-index-type",
    assetKind: "asset-kind",
    trainedModelLabel: "trained-model-label",
  },
  "analyze-conversations": {
    stringIndexType: "string-index-type",
    assetKind: "asset-kind",
    trainedModelLabel: "trained-model-label",
    format: "conversation-format",
  },
  "query-knowledgebases": { assetKind: "question-asset-kind", format: "question-format" },
});

/** The kind of a service, as the form's fields name it. @param {string} service */
const kindOf = (service) => (service === "avepoint" ? service : isDescribed(service) ? "described" : "azure");

/** The form. It shows the relevant fields and reads them. Dispatches "change". */
export class OrderForm extends EventTarget {
  #form;
  #services;
  #avepoint;
  #faults;
  #drawn = "";

  /**
   * @param {HTMLFormElement} form
   * @param {import("./simulated-service.js").SimulatedService} simulated
   */
  constructor(form, simulated) {
    super();
    this.#form = form;
    this.#services = simulated.services;
    this.#avepoint = new AvePointFields(this.#control("avepoint-fields"));
    this.#faults = new FaultFields(this.#control("fault-fields"), simulated.faults);
    const exports = /** @type {any} */ (this.#directory("avepoint")).exports;
    this.#control("export").append(
      ...exports.map((/** @type {any} */ { name, title }) => element("option", { value: name }, title)),
    );
    form.addEventListener("change", () => this.#update());
    form.addEventListener("input", () => this.dispatchEvent(new Event("change")));
    this.#update();
  }

  /** @param {{ id: string, name: string, baseUrl: string }[]} regions */
  set regions(regions) {
    this.#control("region").replaceChildren(
      ...regions.map(({ name, baseUrl }) => element("option", { value: baseUrl }, name)),
      element("option", { value: OWN_ADDRESS }, "Another address"),
    );
    this.#update();
  }

  /** @returns {Order} */
  get order() {
    const simulated = this.#chosen("where") === "simulated";
    const service = /** @type {Order["service"]} */ (this.#chosen("service"));
    const isAvePoint = service === "avepoint";
    const task = /** @type {Order["task"]} */ (this.#chosen("task"));
    return {
      simulated,
      service,
      endpoint: this.#endpoint(simulated, isAvePoint),
      apiVersion: kindOf(service) === "azure" ? this.#value("api-version") : "",
      credential: this.#credential(simulated, isAvePoint),
      trustedOrigins: this.#value("trusted-origins").split(/\s+/).filter(Boolean),
      task,
      project: simulated && this.#value("sample") !== OTHER_PROJECT ? this.#value("sample") : this.#value("project"),
      exportOptions: given(Object.entries(fieldsOf(service)).map(([name, id]) => [name, this.#value(id)])),
      exportName: this.#value("export"),
      exportTitle: this.#control("export").selectedOptions[0]?.text ?? "",
      subject: this.#avepoint.subject,
      exportArguments: this.#avepoint.values,
      subjectOfService: this.#value("described-subject"),
      named: /** @type {Order["named"]} */ (this.#chosen("named")),
      jobUrl: this.#value("job-url"),
      jobJson: this.#value("job-json"),
      jobId: this.#value("job-id"),
      pace: this.#pace(simulated, isAvePoint),
      duration: Number(this.#value("duration")),
      fault: simulated ? this.#faults.order : undefined,
    };
  }

  /**
   * Fills in a job to follow. For a real endpoint, the credential still has to be entered.
   * @param {import("./recent-jobs.js").RecentJob} recent
   */
  fillIn({ job, simulated, service, endpoint }) {
    this.#choose("where", simulated ? "simulated" : "real");
    this.#choose("service", service);
    this.#choose("task", "follow");
    this.#choose("named", "json");
    this.#control("job-json").value = JSON.stringify(job);
    this.#update();
    if (simulated) return;
    const region = this.#control("region");
    region.value = [...region.options].some(({ value }) => value === endpoint) ? endpoint : OWN_ADDRESS;
    this.#control(service === "avepoint" ? "base-url" : "endpoint").value = endpoint;
    this.#update();
    this.#control("secret").focus();
  }

  #update() {
    // Services that are described as data are only simulated here.
    if (this.#chosen("where") === "real" && isDescribed(this.#chosen("service")))
      this.#choose("service", "analyze-text");
    const { simulated, service, task, named } = this.order;
    const isAvePoint = service === "avepoint";
    const kind = kindOf(service);
    this.#drawChoices(simulated, service);
    /** @type {Record<string, (value: string) => boolean>} */
    const rules = {
      where: (value) => (value === "simulated") === simulated,
      service: (value) => value === kind,
      family: (value) => value.split(" ").includes(service),
      task: (value) => value === task,
      named: (value) => value === named,
      project: () => task === "export" || named === "id",
      sample: () => !simulated || this.#value("sample") === OTHER_PROJECT,
      region: () => this.#value("region") === OWN_ADDRESS,
    };
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (
      this.#form.querySelectorAll(
        Object.keys(rules)
          .map((name) => `[data-${name}]`)
          .join(),
      )
    )) {
      node.hidden = !Object.entries(rules).every(
        ([name, holds]) => node.dataset[name] === undefined || holds(/** @type {string} */ (node.dataset[name])),
      );
    }
    this.#faults.draw(kind === "azure" ? "azure-language" : kind, task);
    this.#control("secret-label").textContent = !isAvePoint && this.#value("credential") === "key" ? "Key" : "Token";
    this.#control("named-id").textContent = kind === "azure" ? "Project and id" : "Id";
    this.#control("go").textContent = task === "export" ? "Start export" : "Follow job";
    this.#describe(simulated, isAvePoint);
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Draws the choices of a service. They are only redrawn if they change.
   * @param {boolean} simulated @param {string} service
   */
  #drawChoices(simulated, service) {
    const entry = /** @type {any} */ (this.#directory(service));
    const drawn = [simulated, service, this.#value("export")].join();
    if (drawn === this.#drawn) return;
    const isOther = !this.#drawn.startsWith(`${simulated},${service},`);
    this.#drawn = drawn;
    if (isDescribed(service)) {
      const { label, choices } = describedServices[service];
      this.#control("described-label").textContent = label;
      this.#control("described-subject").replaceChildren(
        ...choices.map((name) => element("option", { value: name }, name)),
      );
    } else if (service === "avepoint") {
      const wanted = entry.exports.find((/** @type {any} */ { name }) => name === this.#value("export"));
      this.#avepoint.draw(wanted, simulated);
    } else if (isOther) {
      const options = entry.projects.map((/** @type {any} */ { name }) => element("option", { value: name }, name));
      this.#control("sample").replaceChildren(...options, element("option", { value: OTHER_PROJECT }, "Another name…"));
      this.#control("api-versions").replaceChildren(
        ...entry.apiVersions.map((/** @type {string} */ version) => element("option", { value: version })),
      );
    }
  }

  /** @param {boolean} simulated @param {boolean} isAvePoint */
  #describe(simulated, isAvePoint) {
    const defaults = {
      intervalMs: isAvePoint ? (simulated ? SIMULATED_AVEPOINT_INTERVAL_MS : 120_000) : 1000,
      maxIntervalMs: isAvePoint ? 240_000 : 30_000,
      timeoutMs: isAvePoint ? 21_600_000 : 3_600_000,
      requestTimeoutMs: 30_000,
    };
    for (const input of this.#paces())
      input.placeholder = String(defaults[/** @type {keyof typeof defaults} */ (input.dataset.pace)]);
    this.#control("pace-note").textContent = isAvePoint
      ? simulated
        ? "AvePoint’s exports take minutes, and the module polls them every two minutes. The simulated ones take seconds, so this page polls every two seconds."
        : "AvePoint’s exports take minutes: the module polls them every two minutes."
      : "";
    const project = /** @type {any} */ (this.#directory(this.#chosen("service"))).projects?.find(
      (/** @type {any} */ { name }) => name === this.#value("sample"),
    );
    this.#control("sample-note").textContent = project
      ? `${project.kind}, ${project.language}. ${project.description}`
      : "Enter an unknown name to see a 404.";
  }

  /** @param {boolean} simulated @param {boolean} isAvePoint */
  #endpoint(simulated, isAvePoint) {
    if (simulated) return this.#directory(this.#chosen("service")).baseUrl;
    if (!isAvePoint) return this.#value("endpoint");
    return this.#value("region") === OWN_ADDRESS ? this.#value("base-url") : this.#value("region");
  }

  /** @param {boolean} simulated @param {boolean} isAvePoint @returns {Order["credential"]} */
  #credential(simulated, isAvePoint) {
    if (simulated) {
      const service = this.#chosen("service");
      if (isDescribed(service)) return demoToken;
      const { key, token } = /** @type {any} */ (this.#directory(service)).credential;
      return isAvePoint ? { token } : { key };
    }
    const secret = this.#value("secret");
    if (secret === "") return undefined;
    return !isAvePoint && this.#value("credential") === "key" ? { key: secret } : { token: secret };
  }

  /** @param {boolean} simulated @param {boolean} isAvePoint @returns {Record<string, number>} */
  #pace(simulated, isAvePoint) {
    const pace = given(this.#paces().map((input) => [/** @type {string} */ (input.dataset.pace), input.value.trim()]));
    const numbers = Object.fromEntries(Object.entries(pace).map(([name, value]) => [name, Number(value)]));
    return simulated && isAvePoint ? { intervalMs: SIMULATED_AVEPOINT_INTERVAL_MS, ...numbers } : numbers;
  }

  #paces() {
    return /** @type {HTMLInputElement[]} */ ([...this.#form.querySelectorAll("[data-pace]")]);
  }

  /** @param {string} service */
  #directory(service) {
    if (isDescribed(service)) return /** @type {any} */ (describedServices[service]);
    return /** @type {import("./simulated-service.js").SimulatedService["services"][number]} */ (
      this.#services.find((entry) => (entry.service === "avepoint" ? service === "avepoint" : entry.family === service))
    );
  }

  /** @param {string} id @returns {any} */
  #control(id) {
    return this.#form.querySelector(`#${id}`);
  }

  /** @param {string} id @returns {string} */
  #value(id) {
    return this.#control(id).value.trim();
  }

  /** @param {string} name @returns {string} */
  #chosen(name) {
    return /** @type {HTMLInputElement} */ (this.#form.querySelector(`[name=${name}]:checked`)).value;
  }

  /** @param {string} name @param {string} value */
  #choose(name, value) {
    const radio = /** @type {HTMLInputElement | undefined} */ (
      [...this.#form.querySelectorAll(`[name=${name}]`)].find(
        (input) => /** @type {HTMLInputElement} */ (input).value === value,
      )
    );
    if (radio) radio.checked = true;
  }
}

/**
 * Returns the fields of the options of an export.
 * @param {string} service @returns {Record<string, string>}
 */
const fieldsOf = (service) => exportFields[/** @type {keyof typeof exportFields} */ (service)] ?? {};

/**
 * Returns the pairs with a value.
 * @param {[string, string][]} pairs @returns {Record<string, string>}
 */
const given = (pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== ""));
