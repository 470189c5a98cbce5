import { element } from "./element.js";

/** @typedef {{ name: string, title: string, description: string, parameters: any[], on: Record<string, string[] | undefined> }} Fault */

/** @type {Record<string, string>} */
const places = { submit: "The submission", status: "A poll", result: "The download" };

/** Lets the user choose what goes wrong, from the faults of the simulated service. */
export class FaultFields {
  #faults;
  #choice = /** @type {HTMLSelectElement} */ (
    element("select", { id: "fault", "aria-describedby": "fault-description" })
  );
  #description = element("p", { class: "hint", id: "fault-description" });
  #place = /** @type {HTMLSelectElement} */ (element("select", { id: "fault-place" }));
  #times = /** @type {HTMLSelectElement} */ (
    element(
      "select",
      { id: "fault-times" },
      ...[
        ["1", "Once"],
        ["2", "Twice"],
        ["5", "Five times"],
        ["", "Always"],
      ].map(([value, text]) => element("option", { value }, text)),
    )
  );
  #more = element("div", { class: "fields" });
  /** @type {Map<string, HTMLInputElement>} */
  #parameters = new Map();
  #service = "";
  #task = "";

  /** @param {HTMLElement} parent @param {readonly Fault[]} faults */
  constructor(parent, faults) {
    this.#faults = faults;
    this.#choice.addEventListener("change", () => this.#drawMore());
    parent.append(
      element(
        "div",
        { class: "field" },
        element("label", { for: "fault" }, "What goes wrong"),
        this.#choice,
        this.#description,
      ),
      this.#more,
    );
  }

  /**
   * Draws the faults that can happen to a service and a task.
   * @param {string} service The simulator's name for the service.
   * @param {string} task A job that is only followed has no submission.
   */
  draw(service, task) {
    if (service === this.#service && task === this.#task) return;
    this.#service = service;
    this.#task = task;
    const chosen = this.#choice.value;
    const possible = this.#faults.filter((fault) => this.#placesOf(fault).length > 0);
    this.#choice.replaceChildren(
      element("option", { value: "" }, "Nothing"),
      ...possible.map(({ name, title }) => element("option", { value: name, selected: name === chosen }, title)),
    );
    this.#drawMore();
  }

  /** The argument for the simulator's `inject`. */
  get order() {
    const fault = this.#fault;
    if (!fault) return undefined;
    const parameters = [...this.#parameters].map(([name, input]) => [
      name,
      input.type === "checkbox" ? input.checked : input.value,
    ]);
    return {
      fault: fault.name,
      on: this.#place.value,
      times: this.#times.value === "" ? null : Number(this.#times.value),
      ...Object.fromEntries(parameters),
    };
  }

  get #fault() {
    return this.#faults.find(({ name }) => name === this.#choice.value);
  }

  /** @param {Fault} fault */
  #placesOf({ on }) {
    return (on[this.#service] ?? []).filter((place) => place !== "submit" || this.#task === "export");
  }

  #drawMore() {
    const fault = this.#fault;
    this.#parameters.clear();
    this.#description.textContent = fault?.description ?? "The simulated service follows its contract.";
    if (!fault) return this.#more.replaceChildren();
    this.#place.replaceChildren(
      ...this.#placesOf(fault).map((place) => element("option", { value: place }, places[place])),
    );
    this.#more.replaceChildren(
      element("div", { class: "pair" }, field("Affected request", this.#place), field("How often", this.#times)),
      ...fault.parameters.map(({ name, type, default: value, description }) => {
        const id = `fault-${name}`;
        const label = name
          .replace(/[A-Z]/g, (/** @type {string} */ letter) => ` ${letter.toLowerCase()}`)
          .replace(/^./, (/** @type {string} */ letter) => letter.toUpperCase());
        const isFlag = type === "boolean";
        const input = /** @type {HTMLInputElement} */ (
          element("input", {
            id,
            ...(isFlag
              ? { type: "checkbox", checked: value }
              : { type: "text", inputmode: type === "number" && "numeric", value, autocomplete: "off" }),
            "aria-describedby": `${id}-note`,
          })
        );
        this.#parameters.set(name, input);
        const note = element("span", { class: "hint", id: `${id}-note` }, description);
        return isFlag
          ? element("div", { class: "field" }, element("label", { class: "check" }, input, label), note)
          : field(label, input, note);
      }),
    );
  }
}

/** @param {string} label @param {HTMLElement} control @param {Node} [note] */
const field = (label, control, note) =>
  element("div", { class: "field" }, element("label", { for: control.id }, label), control, note);
