// The operations on a file. Each returns the size of its answer.

/**
 * @typedef {import("export-jobs/all").ExportedProject} Project
 * @typedef {{ ExportedProject: typeof import("export-jobs/all").ExportedProject, bytes: Uint8Array, documents: Record<string, string> }} Given
 * @typedef {{ name: string, run: (project: Project, given: Given) => number }} WorstOperation
 */

const needle = `${"a".repeat(200)}b`;
const changes = {
  name: "Other",
  container: "other",
  language: "de",
  description: "another description",
  multilingual: true,
  fileVersion: "2022-05-01",
  settings: { confidenceThreshold: 0.5, m000001: null },
};

/**
 * Returns the names of the longest lists.
 * @param {Project} project
 */
const listsOf = (project) =>
  Object.entries(project.summary().counts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([name]) => name);

/** @param {Iterable<Uint8Array>} pieces */
function sizeOf(pieces) {
  let size = 0;
  for (const piece of pieces) size += piece.length;
  return size;
}

/** @param {Project} project @param {(items: import("export-jobs/all").ProjectItems) => number} run @param {object} [filter] */
function onLists(project, run, filter) {
  let size = 0;
  for (const list of listsOf(project)) {
    const items = project.items(list, filter);
    size += run(items);
    items.free();
  }
  return size;
}

/** @param {{ path: string, message: string }[]} findings */
const told = (findings) => findings.reduce((sum, { path, message }) => sum + path.length + message.length, 0);

/** @type {WorstOperation[]} */
export const worstOperations = [
  { name: "read and summary", run: (project) => JSON.stringify(project.summary()).length },
  { name: "statistics", run: (project) => JSON.stringify(project.statistics()).length },
  { name: "check", run: (project, { documents }) => told(project.check({ documents })) },
  {
    name: "check, all findings",
    run: (project, { documents }) => told(project.check({ documents, limitPerRule: 1_000_000 })),
  },
  {
    name: "compare with itself",
    run: (project, { ExportedProject, bytes }) => {
      const other = ExportedProject.parse(bytes);
      const comparison = project.compare(other);
      if (!comparison.equal) throw new Error("A file is not equal to itself.");
      comparison.free();
      other.free();
      return 0;
    },
  },
  {
    name: "compare with nothing",
    run: (project, { ExportedProject }) => {
      const nothing = ExportedProject.parse(`{"assets":{}}`);
      const comparison = project.compare(nothing);
      let size = 0;
      for (let at = 0; at < comparison.length; at += 100) size += comparison.changes(at, at + 100).length;
      comparison.free();
      nothing.free();
      return size;
    },
  },
  { name: "retarget", run: (project) => project.retarget(changes).length },
  { name: "items: filter", run: (project) => onLists(project, (items) => items.length, { text: needle }) },
  {
    name: "items: pages",
    run: (project) =>
      onLists(project, (items) => {
        for (let at = 0; at < items.length; at += 100) items.slice(at, at + 100);
        return items.length;
      }),
  },
  { name: "items: csv", run: (project) => onLists(project, (items) => sizeOf(items.csv())) },
  { name: "items: jsonLines", run: (project) => onLists(project, (items) => sizeOf(items.jsonLines())) },
];
