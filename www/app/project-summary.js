import { element, facts } from "./element.js";
import { failureView } from "./failure-view.js";
import { loadModule } from "./module.js";

/** @typedef {import("../../dist/jobs.js").JobResult} JobResult */

/**
 * Shows the contents of a project file, once the entry that reads it is loaded.
 * @param {JobResult} result
 */
export function projectSummary(result) {
  const place = element("div", { class: "project", slot: "result" });
  summaryOf(result).then(
    (nodes) => place.replaceChildren(...nodes),
    (error) => place.replaceChildren(failureView(error, { phase: "finished", level: 4 })),
  );
  return place;
}

/** @param {JobResult} result @returns {Promise<Node[]>} */
async function summaryOf(result) {
  const { ExportedProject } = await loadModule("project");
  const project = ExportedProject.parse(result);
  const summary = project.summary();
  project.free();
  const counts = Object.entries(summary.counts);
  const list =
    counts.length > 0 &&
    element(
      "ul",
      { class: "counts", "aria-label": "What is in it" },
      ...counts.map(([name, count]) => element("li", {}, element("strong", {}, count), " ", name)),
    );
  return [
    facts([
      ["Kind", summary.kind],
      ["Name", summary.name],
      ["Language", summary.language && `${summary.language}${summary.multilingual ? ", and others" : ""}`],
      ["Description", summary.description],
      ["File version", summary.fileVersion],
      ["Offsets count", summary.stringIndexType],
      ["Documents in", summary.container],
    ]),
    ...(list ? [list] : []),
  ];
}

/**
 * Creates the button that opens the page for projects, which then asks for the file.
 * @param {JobResult} result
 */
export const lookInside = (result) =>
  element("button", { type: "button", slot: "file-actions", onclick: () => openInside(result) }, "Look inside");

/** @param {JobResult} result */
function openInside(result) {
  const name = `export-jobs ${crypto.randomUUID()}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => {
    if (data !== "ready") return;
    channel.postMessage({ file: result.blob(), name: result.suggestedName });
    channel.close();
  });
  open(`project.html#from=${encodeURIComponent(name)}`, "_blank", "noopener");
}
