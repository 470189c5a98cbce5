import { failureView } from "../failure-view.js";
import { adviseOnReplication } from "./advice.js";

/**
 * Shows a failure in an element, or clears the element.
 * @param {string} place The id of the element. @param {unknown} [error]
 */
export function showFailure(place, error) {
  const notes = error ? [failureView(error, { level: 3, advise: adviseOnReplication })] : [];
  document.getElementById(place)?.replaceChildren(...notes);
}
