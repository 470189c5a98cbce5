import { element } from "../element.js";
import { failureView } from "../failure-view.js";
import { counted, size } from "../words.js";
import { comparisonChart, statisticsCharts, summaryCharts } from "./charts/index.js";
import { ProjectClient } from "./client.js";
import { findingsInWords, findingsView } from "./findings-view.js";
import { changesOf, fillIn } from "./retarget-form.js";
import { fileOf, samples } from "./samples.js";
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
/** Counts the files, so that only the last one is shown. */
let opened = 0;
/** The name of the open sample, unless another file is open. */
let openSampleName = "";
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

/**
 * @param {Blob} file
 * @param {string} name
 * @param {{ sample?: string, focus?: boolean }} [options] The name of the sample, if it is one; and whether to move the
 *   focus to it.
 */
async function open(file, name, { sample = "", focus = true } = {}) {
  const turn = ++opened;
  const progress = byId("open-progress");
  showFailure("open-failure");
  byId("opening").textContent = `Reading ${name} (${size(file.size)}) …`;
  [progress.hidden, progress.max, progress.value] = [false, file.size, 0];
  /** @type {any} */
  let read;
  try {
    read = await client.ask("open", { file }, ({ receivedBytes }) => (progress.value = receivedBytes));
  } catch (error) {
    if (turn !== opened) return;
    byId("opening").textContent = "";
    // Otherwise the sample would look like the contents of this file.
    if (openSampleName) byId("project").hidden = true;
    return showFailure("open-failure", error);
  } finally {
    if (turn === opened) progress.hidden = true;
  }
  if (turn !== opened) return;
  [summary, fileName, openSampleName] = [read, name, sample];
  byId("opening").textContent = `${name} is open.`;
  byId("summary-content").replaceChildren(...summaryView(summary));
  byId("charts-content").replaceChildren(...summaryCharts(summary, chooseItems));
  byId("charts").hidden = byId("charts-content").childElementCount === 0;
  byId("project").hidden = false;
  byId("documents-choice").hidden = !("documents" in summary.counts);
  byId("comparison-state").textContent = "";
  for (const place of ["comparison-counts", "comparison-failure", "retarget-failure"]) byId(place).replaceChildren();
  byId("retarget-state").textContent = "";
  byId("changes-table").hidden = true;
  fillIn(byId("retarget-form"), summary);
  offerLists();
  if (focus) byId("summary-title").focus();
  await Promise.all([check(), showItems(), showStatistics()]);
}

/** @param {string} sample @param {{ focus?: boolean }} [options] */
const openSample = (sample, options) => open(fileOf(samples[sample]), samples[sample].name, { ...options, sample });

/** Compares the sample of conversations with its draft. */
async function compareSamples() {
  if (openSampleName !== "conversations") await openSample("conversations", { focus: false });
  // The sample could not be opened, or another file was chosen in the meantime.
  if (openSampleName !== "conversations") return;
  await compare(fileOf(samples.draft));
  byId("comparison-title").focus();
}

/** Adds the charts that need another reading of the file. */
async function showStatistics() {
  const turn = opened;
  try {
    const statistics = await client.ask("statistics");
    if (turn === opened) byId("charts-content").append(...statisticsCharts(statistics));
  } catch (error) {
    if (turn === opened) byId("charts-content").append(failureView(error, { level: 3 }));
  }
}

/** Shows the items with a name of a chart. @param {string} field A field of the filter. @param {string} name */
function chooseItems(field, name) {
  byId("filter").reset();
  offerLists();
  byId(`filter-${field}`).value = name;
  byId("items-title").focus();
  return showItems();
}

/** @param {File[]} [documents] */
async function check(documents) {
  const turn = opened;
  byId("findings-state").textContent = "Checking …";
  byId("findings-content").replaceChildren();
  try {
    const findings = await client.ask("check", { documents });
    if (turn !== opened) return;
    byId("findings-state").textContent =
      `${findingsInWords(findings)}${documents ? ` Checked against ${counted(documents.length, "document")}.` : ""}`;
    byId("findings-content").replaceChildren(...(findings.length ? [findingsView(findings)] : []));
  } catch (error) {
    if (turn !== opened) return;
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
    byId("comparison-counts").replaceChildren(comparisonChart(counts));
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

/**
 * Receives a file from another page of this origin, such as a job's result. The address has its name.
 * @param {string} name
 */
function receive(name) {
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
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-sample]")))
  button.addEventListener("click", () => openSample(button.dataset.sample ?? ""));
byId("compare-samples").addEventListener("click", compareSamples);
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

const sender = new URLSearchParams(location.hash.slice(1)).get("from");
if (sender) receive(sender);
// The page starts with an example.
else openSample("conversations", { focus: false });
