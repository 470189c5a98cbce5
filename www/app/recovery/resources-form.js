import { EAST, KEY, WEST } from "./simulated-regions.js";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

const roles = /** @type {const} */ (["source", "target"]);

/** The form for the two resources and the family. Only its fields contain secrets. */
export class ResourcesForm {
  #form = /** @type {HTMLFormElement} */ (byId("resources"));
  #api;
  #onChange;

  /**
   * @param {any} api The module.
   * @param {() => void} onChange Called when other resources or another family are chosen.
   */
  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    this.#form.addEventListener("change", ({ target }) => {
      this.show();
      if (target instanceof HTMLInputElement && ["where", "family"].includes(target.name)) onChange();
    });
    byId("swap").addEventListener("click", () => this.#swap());
    this.show();
  }

  get isSimulated() {
    return this.#chosen("where") === "simulated";
  }

  get family() {
    return this.#chosen("family");
  }

  /** The endpoints of both resources. */
  get endpoints() {
    return { source: this.#clientOptions("source").endpoint, target: this.#clientOptions("target").endpoint };
  }

  /**
   * The kinds of the credentials.
   * @returns {{ source: "key" | "token", target: "key" | "token" }}
   */
  get credentials() {
    return { source: byId("source-credential").value, target: byId("target-credential").value };
  }

  /**
   * Creates the clients for both resources.
   * @throws An `ExportJobsError` if an endpoint is wrong.
   */
  clients() {
    const [source, target] = roles.map(
      (role) => new this.#api.AzureLanguage({ family: this.family, ...this.#clientOptions(role) }),
    );
    return { source, target };
  }

  /**
   * Returns what has to be filled in first, in words. The first such field gets the focus.
   * @returns {string | undefined}
   */
  missing() {
    if (this.isSimulated) return undefined;
    const empty = roles
      .flatMap((role) => [`${role}-endpoint`, `${role}-secret`])
      .filter((id) => byId(id).value.trim() === "");
    if (empty.length === 0) return undefined;
    byId(empty[0]).focus();
    const words = empty.map((id) =>
      id.endsWith("endpoint") ? `the ${id.replace("-", "’s ")}` : `the ${id.replace("-secret", "’s key or token")}`,
    );
    return `Give ${words.join(" and ")} first.`;
  }

  /**
   * Fills in what was stored. Credentials have to be entered again.
   * @param {import("./replication-run.js").Kept} kept
   */
  fillIn({ simulated, state, credentials }) {
    this.#choose("where", simulated ? "simulated" : "real");
    this.#choose("family", state.source.family);
    if (!simulated) {
      for (const role of roles) {
        byId(`${role}-endpoint`).value = state[role].endpoint;
        byId(`${role}-credential`).value = credentials[role];
      }
    }
    this.show();
    this.#onChange();
  }

  /** Shows the relevant fields. */
  show() {
    const values = { where: this.#chosen("where"), family: this.family };
    for (const [name, value] of Object.entries(values)) {
      for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-${name}]`))) {
        node.hidden = !(node.dataset[name] ?? "").split(" ").includes(value);
      }
    }
  }

  /** Swaps source and target, for the way back after the primary has recovered. */
  #swap() {
    for (const field of ["endpoint", "credential", "secret"]) {
      const [source, target] = roles.map((role) => byId(`${role}-${field}`));
      [source.value, target.value] = [target.value, source.value];
    }
    this.#onChange();
  }

  /** @param {"source" | "target"} role */
  #clientOptions(role) {
    if (this.isSimulated) return { endpoint: role === "source" ? EAST : WEST, credential: { key: KEY } };
    const secret = byId(`${role}-secret`).value.trim();
    return {
      endpoint: byId(`${role}-endpoint`).value.trim(),
      credential: this.credentials[role] === "key" ? { key: secret } : { token: secret },
    };
  }

  /** @param {string} name */
  #chosen(name) {
    return String(new FormData(this.#form).get(name));
  }

  /** @param {string} name @param {string} value */
  #choose(name, value) {
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.#form.querySelectorAll(`[name=${name}]`)))
      input.checked = input.value === value;
  }
}
