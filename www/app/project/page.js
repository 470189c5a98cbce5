import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { counted, size } from "../words.js";
import { ProjectClient } from "./client.js";
import { findingsInWords, findingsView } from "./findings-view.js";
import { changesOf, fillIn } from "./retarget-form.js";
import { summaryView } from "./summary-view.js";
import { VirtualTable } from "./virtual-table.js";

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);

const client = new ProjectClient();
const itemsTable = new VirtualTable(byId("items-table"), "Items");
const changesTable = new VirtualTable(byId("changes-table"), "Differences");
/** @type {any} The summary of the open project. */
let summary;
let fileName = "project.json";
/** Counts requests, so that only the answer to the last one is shown. */
let asked = 0;

/** @param {string} place @param {any} [error] */
const showFailure = (place, error) => byId(place).replaceChildren(...(error ? [failureView(error, { level: 3 })] : []));

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {Blob} file @param {string} name */
async function open(file, name) {
  const progress = byId("open-progress");
  showFailure("open-failure");
  byId("opening").textContent = `Reading ${name} (${size(file.size)}) …`;
  [progress.hidden, progress.max, progress.value] = [false, file.size, 0];
  try {
    summary = await client.ask("open", { file }, ({ receivedBytes }) => (progress.value = receivedBytes));
  } catch (error) {
    byId("opening").textContent = "";
    return showFailure("open-failure", error);
  } finally {
    progress.hidden = true;
  }
  fileName = name;
  byId("opening").textContent = `${name} is open.`;
  byId("summary-content").replaceChildren(...summaryView(summary));
  byId("project").hidden = false;
  byId("documents-choice").hidden = !("documents" in summary.counts);
  byId("comparison-state").textContent = "";
  for (const place of ["comparison-counts", "comparison-failure", "retarget-failure"]) byId(place).replaceChildren();
  byId("retarget-state").textContent = "";
  byId("changes-table").hidden = true;
  fillIn(byId("retarget-form"), summary);
  offerLists();
  byId("summary-title").focus();
  await Promise.all([check(), showItems()]);
}

/** @param {File[]} [documents] */
async function check(documents) {
  byId("findings-state").textContent = "Checking …";
  byId("findings-content").replaceChildren();
  try {
    const findings = await client.ask("check", { documents });
    byId("findings-state").textContent =
      `${findingsInWords(findings)}${documents ? ` Checked against ${counted(documents.length, "document")}.` : ""}`;
    byId("findings-content").replaceChildren(...(findings.length ? [findingsView(findings)] : []));
  } catch (error) {
    byId("findings-state").textContent = "";
    byId("findings-content").replaceChildren(failureView(error, { level: 3 }));
  }
}

/** Fills in the lists of the file, and the choices of the filter. */
function offerLists() {
  const option = (/** @type {string} */ value, text = value) => element("option", { value }, text);
  const names = (/** @type {any[]} */ rows) => rows.map(({ name }) => option(name));
  const lists = Object.keys(summary.counts);
  byId("list").replaceChildren(...lists.map((name) => option(name)));
  byId("list").value =
    ["utterances", "documents", "conversations", "qnas"].find((name) => lists.includes(name)) ?? lists[0] ?? "";
  byId("filter-text").value = "";
  byId("filter-category").replaceChildren(
    option("", "Any"),
    ...names(summary.intents),
    ...names(summary.classes),
    ...names(summary.entities),
  );
  byId("filter-dataset").replaceChildren(option("", "Any"), ...names(summary.datasets));
  byId("filter-language").replaceChildren(option("", "Any"), ...names(summary.languages));
}

async function showItems() {
  const list = byId("list").value;
  byId("items").hidden = !list;
  if (!list) return;
  const turn = ++asked;
  const fields = Object.entries(Object.fromEntries(/** @type {any} */ (new FormData(byId("filter")))));
  const filter = Object.fromEntries(fields.filter(([, value]) => value !== ""));
  try {
    const { length, columns } = await client.ask("items", { list, filter });
    if (turn !== asked) return;
    const all = summary.counts[list];
    byId("items-state").textContent =
      length === all ? `${counted(all, "item")}.` : `${length} of ${counted(all, "item")}.`;
    itemsTable.show({ length, columns, fetch: (start, end) => client.ask("rows", { start, end }) });
  } catch (error) {
    byId("items-state").textContent = /** @type {Error} */ (error).message;
  }
}

/** @param {File} file */
async function compare(file) {
  showFailure("comparison-failure");
  byId("comparison-counts").replaceChildren();
  byId("changes-table").hidden = true;
  byId("comparison-state").textContent = `Comparing with ${file.name} …`;
  try {
    const { equal, length, counts } = await client.ask("compare", { file });
    byId("comparison-state").textContent = equal
      ? `${file.name} means the same.`
      : `${file.name} differs in ${counted(length, "place")}.`;
    byId("comparison-counts").replaceChildren(countsTable(counts));
    byId("changes-table").hidden = equal;
    changesTable.show({
      length,
      columns: ["Part", "Change", "Name", "Here", "There"],
      fetch: (start, end) => client.ask("changes", { start, end }),
    });
  } catch (error) {
    byId("comparison-state").textContent = "";
    showFailure("comparison-failure", error);
  }
}

/** @param {Record<string, Record<string, number>>} counts */
function countsTable(counts) {
  const kinds = ["added", "removed", "changed"];
  return element(
    "table",
    { class: "counts-table" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...["Part", "Added", "Removed", "Changed"].map((title, column) =>
          element("th", { scope: "col", class: column > 0 && "number" }, title),
        ),
      ),
    ),
    element(
      "tbody",
      {},
      ...Object.entries(counts).map(([part, count]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, part),
          ...kinds.map((kind) => element("td", { class: "number" }, count[kind])),
        ),
      ),
    ),
  );
}

/** @param {Event} event */
async function retarget(event) {
  event.preventDefault();
  showFailure("retarget-failure");
  byId("retarget-state").textContent = "";
  try {
    const changes = changesOf(byId("retarget-form"), summary);
    save(await client.ask("retarget", { changes }), `${changes.name ?? summary.name ?? "project"}.json`);
    byId("retarget-state").textContent = `Saved with ${counted(Object.keys(changes).length, "change")}.`;
  } catch (error) {
    showFailure("retarget-failure", error);
  }
}

/** Receives a file from another page of this origin, such as a job's result. The address has its name. */
function receive() {
  const name = new URLSearchParams(location.hash.slice(1)).get("from");
  if (!name) return;
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => {
    if (!(data?.file instanceof Blob)) return;
    channel.close();
    open(data.file, String(data.name));
  });
  channel.postMessage("ready");
}

/** @param {string} id @param {(files: File[]) => void} use */
const onFiles = (id, use) =>
  byId(id).addEventListener("change", (/** @type {any} */ { target }) => {
    const files = [...target.files];
    // Lets the same file be chosen again after it has changed.
    target.value = "";
    if (files.length > 0) use(files);
  });

onFiles("file", ([file]) => open(file, file.name));
onFiles("other-file", ([file]) => compare(file));
onFiles("documents", check);
byId("filter").addEventListener("input", showItems);
byId("filter").addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
byId("save-csv").addEventListener("click", async () =>
  save(await client.ask("csv"), `${fileName.replace(/\.json$/, "")}.csv`),
);
byId("save-lines").addEventListener("click", async () =>
  save(await client.ask("lines"), `${fileName.replace(/\.json$/, "")}.jsonl`),
);
byId("retarget-form").addEventListener("submit", retarget);
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dropping"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  const [file] = event.dataTransfer?.files ?? [];
  if (file) open(file, file.name);
});
receive();
