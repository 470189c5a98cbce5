const fields = {
  name: "name",
  container: "container",
  language: "language",
  description: "description",
  fileVersion: "fileVersion",
};

/**
 * Fills the form from the summary.
 * @param {HTMLFormElement} form @param {any} summary
 */
export function fillIn(form, summary) {
  for (const [field, member] of Object.entries(fields)) control(form, field).value = summary[member] ?? "";
  control(form, "multilingual").value = summary.multilingual === undefined ? "" : String(summary.multilingual);
}

/**
 * Returns the differences between the form and the summary. An emptied field is null.
 * @param {HTMLFormElement} form @param {any} summary
 */
export function changesOf(form, summary) {
  /** @type {Record<string, string | boolean | null>} */
  const changes = {};
  for (const [field, member] of Object.entries(fields)) {
    const { value } = control(form, field);
    if (value !== (summary[member] ?? "")) changes[field] = value === "" ? null : value;
  }
  const { value } = control(form, "multilingual");
  if (value !== (summary.multilingual === undefined ? "" : String(summary.multilingual)))
    changes.multilingual = value === "" ? null : value === "true";
  return changes;
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLInputElement} */
const control = (form, name) => /** @type {any} */ (form.elements.namedItem(name));
