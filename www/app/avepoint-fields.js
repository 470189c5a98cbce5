import { element } from "./element.js";

/** @typedef {{ name: string, type: "time" | "oneOf" | "list" | "words", isRequired?: boolean, values?: number[], sample: any }} Parameter */

/** @type {Record<string, string>} */
const labels = {
  startTime: "From",
  finishTime: "Until",
  eventTypes: "Event types",
  dataSources: "Data sources",
  siteUrls: "Sites (URLs)",
  driveIds: "Shared drives (ids)",
  exportOptionType: "Extent",
  exportLinkType: "Kind of link",
};

/** @type {Record<string, string>} */
const subjects = {
  path: "Path of the object",
  id: "Id of the object",
  email: "E-mail address of the user",
  groupId: "Group (empty for all groups, as a summary)",
};

/** @type {Record<number, string>} */
const choices = {
  1: "Summary and sites",
  2: "Summary and all objects",
  3: "Summary only",
  32: "Specific people",
  64: "Organisation",
  128: "Anyone",
  301: "Target audience",
  303: "Anyone",
};

/** The fields of one AvePoint export, created from its parameters. */
export class AvePointFields {
  #place;
  /** @type {(HTMLInputElement | undefined)} */
  #subject;
  /** @type {(HTMLInputElement | undefined)} */
  #doubleEncode;
  /** @type {Map<Parameter, HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>} */
  #fields = new Map();

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  /**
   * Draws the fields of an export.
   * @param {any} wanted An export of the simulator's directory.
   * @param {boolean} withSamples Whether to fill in sample values.
   */
  draw(wanted, withSamples) {
    this.#fields.clear();
    const subject = /\{(\w+)\}/.exec(wanted.path)?.[1];
    this.#subject = subject
      ? element("input", {
          id: "subject",
          type: "text",
          autocomplete: "off",
          spellcheck: "false",
          value: withSamples ? wanted.pathSample : "",
        })
      : undefined;
    this.#doubleEncode = subject === "email" ? element("input", { id: "double-encode", type: "checkbox" }) : undefined;
    this.#place.replaceChildren(
      ...(subject && this.#subject ? [field(subjects[subject], this.#subject)] : []),
      ...wanted.query.map((/** @type {Parameter} */ parameter) => this.#draw(parameter, withSamples)),
      ...(this.#doubleEncode
        ? [
            element(
              "label",
              { class: "check" },
              this.#doubleEncode,
              "Encode the address twice, as AvePoint’s samples do for guests (#ext#)",
            ),
          ]
        : []),
    );
  }

  /** Undefined if the export has no subject. */
  get subject() {
    return this.#subject?.value.trim();
  }

  /**
   * The arguments of the module's method.
   * @returns {Record<string, unknown>}
   */
  get values() {
    /** @type {Record<string, unknown>} */
    const values = {};
    for (const [{ name, type }, { value }] of this.#fields) {
      if (value.trim() === "") continue;
      if (type === "oneOf") values[name] = Number(value);
      // Browsers omit the seconds if they are zero.
      else if (type === "time") values[name] = value.length === 16 ? `${value}:00` : value;
      else
        values[name] = value
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean);
    }
    return this.#doubleEncode?.checked ? { ...values, doubleEncode: true } : values;
  }

  /** @param {Parameter} parameter @param {boolean} withSamples */
  #draw(parameter, withSamples) {
    const { name, type, isRequired, values = [], sample } = parameter;
    const id = `parameter-${name}`;
    const isFilled = withSamples && (isRequired || type === "time");
    const control =
      type === "oneOf"
        ? element(
            "select",
            { id },
            !isRequired && element("option", { value: "" }, "Not given"),
            ...values.map((value) =>
              element(
                "option",
                { value, selected: isFilled && value === sample },
                `${choices[value] ?? value} (${value})`,
              ),
            ),
          )
        : type === "time"
          ? element("input", { id, type: "datetime-local", step: 1, value: isFilled ? sample : "" })
          : element(
              "textarea",
              { id, rows: 2, spellcheck: "false", "aria-describedby": `${id}-note` },
              isFilled ? sample.join("\n") : "",
            );
    this.#fields.set(parameter, /** @type {HTMLInputElement} */ (control));
    const note =
      type === "list" || type === "words"
        ? element("span", { class: "hint", id: `${id}-note` }, "One on each line")
        : undefined;
    return field(`${labels[name] ?? name}${isRequired ? "" : " (optional)"}`, control, note);
  }
}

/** @param {string} label @param {HTMLElement} control @param {Node} [note] */
const field = (label, control, note) =>
  element("div", { class: "field" }, element("label", { for: control.id }, label), control, note);
