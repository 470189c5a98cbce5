// Holds a project in a worker, so that the page never blocks. Answers messages `{ id, call, ... }` with `{ id, value
// }` or `{ id, failure }`.
import init, { ExportedProject } from "../../../dist/project.js";

const ready = init();
/** Longest text in a cell. */
const CELL = 200;

/** @type {ExportedProject | undefined} */
let project;
/**
 * The items of the last call of `items`.
 * @type {import("../../../dist/project.js").ProjectItems | undefined}
 */
let items;
/**
 * The differences of the last call of `compare`.
 * @type {import("../../../dist/project.js").ProjectComparison | undefined}
 */
let comparison;

/** @param {unknown} value */
const cell = (value) => {
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > CELL ? `${text.slice(0, CELL)}…` : text;
};

/**
 * Returns the labels of an utterance, or of the regions of a document.
 * @param {any} item
 */
const labels = (item) => {
  const all = [...(item.entities ?? []), ...(item.sentimentSpans ?? [])].flatMap((entry) => entry?.labels ?? [entry]);
  return all
    .slice(0, 20)
    .map((label) => `${label?.category} ${label?.offset}+${label?.length}`)
    .join(", ");
};

/**
 * The columns of each list.
 * @type {Record<string, Record<string, (item: any) => unknown>>}
 */
const columns = {
  utterances: {
    Text: (it) => it.text,
    Intent: (it) => it.intent,
    Language: (it) => it.language,
    Dataset: (it) => it.dataset,
    Labels: labels,
  },
  documents: {
    Location: (it) => it.location,
    Class: (it) => it.class?.category ?? it.classes?.map((/** @type {any} */ one) => one?.category).join(", "),
    Language: (it) => it.language,
    Dataset: (it) => it.dataset,
    Labels: labels,
  },
  conversations: {
    Location: (it) => it.location,
    Summary: (it) => it.summaryLocation,
    Language: (it) => it.language,
    Dataset: (it) => it.dataset,
  },
  intents: { Name: (it) => it.category, Description: (it) => it.description, Leads: (it) => it.orchestration },
  entities: {
    Name: (it) => it.category,
    Description: (it) => it.description,
    Components: (it) => ["list", "prebuilts", "regex"].filter((name) => it[name]).join(", "),
  },
  classes: { Name: (it) => it.category, Description: (it) => it.description },
  qnas: {
    Id: (it) => it.id,
    Questions: (it) => it.questions?.join(" / "),
    Answer: (it) => it.answer,
    Source: (it) => it.source,
  },
};
const plain = { Value: (/** @type {any} */ { index: _, byteOffset: __, ...members }) => members };

function forget() {
  items?.free();
  comparison?.free();
  project?.free();
  items = comparison = project = undefined;
}

/** @template T @param {T | undefined} opened @returns {T} */
function need(opened) {
  if (opened === undefined) throw new Error("No project is open.");
  return opened;
}

/** @param {Iterable<Uint8Array>} pieces @param {string} type */
const blobOf = (pieces, type) => new Blob([.../** @type {any} */ (pieces)], { type });

const calls = {
  /** @param {{ file: Blob }} message @param {(progress: any) => void} tell */
  async open({ file }, tell) {
    const opened = await ExportedProject.read(file, { onProgress: tell });
    forget();
    project = opened;
    return project.summary();
  },
  /** @param {{ documents?: File[] }} message */
  async check({ documents }) {
    const read =
      documents &&
      new Map(
        await Promise.all(
          documents.map(async (file) => /** @type {const} */ ([file.name, new Uint8Array(await file.arrayBuffer())])),
        ),
      );
    return need(project).check({ documents: read });
  },
  statistics: () => need(project).statistics(),
  /** @param {{ list: string, filter: any }} message */
  items({ list, filter }) {
    const found = need(project).items(list, filter);
    items?.free();
    items = found;
    return { length: items.length, columns: Object.keys(columns[list] ?? plain) };
  },
  /** @param {{ start: number, end: number }} message */
  rows({ start, end }) {
    const cells = Object.values(columns[need(items).list] ?? plain);
    return need(items)
      .slice(start, end)
      .map((/** @type {any} */ item) => [item.index + 1, ...cells.map((of) => cell(of(item)))]);
  },
  csv: () => blobOf(need(items).csv(), "text/csv"),
  lines: () => blobOf(need(items).jsonLines(), "application/jsonl"),
  /** @param {{ file: Blob }} message */
  async compare({ file }) {
    const other = await ExportedProject.read(file);
    const found = need(project).compare(other);
    other.free();
    comparison?.free();
    comparison = found;
    return { equal: comparison.equal, length: comparison.length, counts: comparison.counts() };
  },
  /** @param {{ start: number, end: number }} message */
  changes({ start, end }) {
    return need(comparison)
      .changes(start, end)
      .map((/** @type {any} */ it, /** @type {number} */ at) => [
        start + at + 1,
        it.part,
        it.change,
        cell(it.name),
        cell(it.before),
        cell(it.after),
      ]);
  },
  /** @param {{ changes: any }} message */
  retarget: ({ changes }) =>
    new Blob([/** @type {any} */ (need(project).retarget(changes))], { type: "application/json" }),
};

/**
 * Returns an error as plain data, so that its fields survive `postMessage`.
 * @param {any} error
 */
const failureOf = (error) => ({
  ...error,
  name: error?.name,
  message: error?.message ?? String(error),
  cause: error?.cause && String(error.cause),
});

// Calls run one after the other, in order.
let turn = Promise.resolve();
addEventListener("message", ({ data: { id, call, ...message } }) => {
  turn = turn.then(async () => {
    try {
      await ready;
      const value = await /** @type {any} */ (calls)[call](message, (/** @type {any} */ progress) =>
        postMessage({ id, progress }),
      );
      postMessage({ id, value });
    } catch (error) {
      postMessage({ id, failure: failureOf(error) });
    }
  });
});
