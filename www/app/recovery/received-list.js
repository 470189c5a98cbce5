import { element } from "../element.js";
import { timeOfDay } from "../words.js";

/**
 * Shows the requests that the simulated regions have received, the latest first.
 * @param {import("./simulated-regions.js").SimulatedRegions["received"]} received
 */
export function showReceived(received) {
  const items = received.map(({ at, method, host, path, status }) =>
    element(
      "li",
      {},
      element("span", { class: "faint" }, `${timeOfDay(at)} `),
      element("strong", {}, method),
      " ",
      element("code", {}, `${host.split(".")[0]}${path}`),
      ` ${status}`,
    ),
  );
  document.getElementById("received-list")?.replaceChildren(...items.reverse());
}
