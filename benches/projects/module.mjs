// The operations of the module.
import { examples, newTarget, operations } from "./operations.mjs";

export function moduleSide({ ExportedProject }, kind) {
  const { list, filter } = examples[kind];
  return {
    isMissing: (operation) =>
      operation === "stream" ? !ExportedProject.read : !(operations[operation].method in ExportedProject.prototype),
    open: (bytes) => ExportedProject.parse(bytes),
    // Gives the size, as the service's answers do. A buffer that need not grow is never in memory twice.
    openStream: (stream, length) =>
      ExportedProject.read(new Response(stream, { headers: { "Content-Length": String(length) } })),
    close: (project) => project.free(),
    work: {
      parse: (project) => project.summary(),
      stream: (project) => project.summary(),
      check: (project) => project.check(),
      retarget: (project) => project.retarget(newTarget),
      compare: (project, other) => project.compare(other).counts(),
      items: (project) => {
        const items = project.items(list, filter);
        return { length: items.length, first: items.slice(0, 100) };
      },
      csv: (project) => [...project.items(list).csv()],
      jsonLines: (project) => [...project.items(list).jsonLines()],
    },
    /** Returns how many findings each rule has, including the unlisted ones. */
    countsOf: (findings) => {
      const counts = new Map();
      for (const { rule, more = 0 } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1 + more);
      return counts;
    },
  };
}
