import { element, facts } from "./element.js";
import { failureView } from "./failure-view.js";
import { loadModule } from "./module.js";
import { counted, size } from "./words.js";

/** Limit on the listed files of an archive. */
const MOST_FILES = 200;

/** @typedef {import("../../dist/jobs.js").JobResult} JobResult */

/**
 * Shows the result, and a button that saves it.
 * @param {JobResult} result
 */
export function resultView(result) {
  return element(
    "section",
    { class: "result", "aria-labelledby": "result-title" },
    element(
      "div",
      { class: "file" },
      element(
        "div",
        {},
        element("h3", { id: "result-title" }, result.suggestedName),
        element("p", { class: "faint" }, `${size(result.size)} · ${result.contentType}`),
      ),
      result.suggestedName.endsWith(".json") &&
        element("button", { type: "button", onclick: () => lookInside(result) }, "Look inside"),
      element("button", { type: "button", class: "primary", onclick: () => save(result) }, "Save file"),
    ),
    content(result),
  );
}

/** @param {JobResult} result */
function content(result) {
  try {
    if (result.suggestedName.endsWith(".json")) return projectView(result);
    if (result.suggestedName.endsWith(".zip")) return filesView(result.files());
  } catch (error) {
    return failureView(error, { phase: "finished", level: 4 });
  }
  return undefined;
}

/**
 * Shows what is in a project file, once the part of the module that reads it is loaded.
 * @param {JobResult} result
 */
function projectView(result) {
  const place = element("div", { class: "project" });
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

/** @param {{ name: string, size: number, compressedSize: number }[]} files */
function filesView(files) {
  const shown = files.slice(0, MOST_FILES);
  const head = ["File", "Size", "Compressed"].map((title, column) =>
    element("th", { scope: "col", class: column > 0 && "number" }, title),
  );
  const rows = shown.map((file) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, file.name),
      element("td", { class: "number" }, size(file.size)),
      element("td", { class: "number" }, size(file.compressedSize)),
    ),
  );
  const more = files.length > shown.length ? `, of which the first ${MOST_FILES} are listed` : "";
  return element(
    "table",
    { class: "files" },
    element("caption", {}, `${counted(files.length, "file")} in the archive${more}`),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}

/**
 * Opens the page for projects, which then asks for the file.
 * @param {JobResult} result
 */
function lookInside(result) {
  const name = `export-jobs ${crypto.randomUUID()}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => {
    if (data !== "ready") return;
    channel.postMessage({ file: result.blob(), name: result.suggestedName });
    channel.close();
  });
  open(`project.html#from=${encodeURIComponent(name)}`, "_blank", "noopener");
}

/** @param {JobResult} result */
function save(result) {
  const url = URL.createObjectURL(result.blob());
  element("a", { href: url, download: result.suggestedName }).click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
