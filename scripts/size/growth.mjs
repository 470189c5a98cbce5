// Compares the sizes of the entries with those in docs/benchmarks.md.

/** An entry may grow by this fraction without a reason in the document. */
const ALLOWED = 0.01;

/**
 * Returns the size of each entry in a table of the document, in KB of 1,024 bytes after brotli.
 * @param {string[]} lines
 */
export const committedSizes = (lines) =>
  new Map(
    lines
      .map((line) => /^\| \*\*(\S+)\*\* \|.*\| ([\d.]+) \|$/.exec(line))
      .filter((found) => found !== null)
      .map(([, specifier, size]) => [specifier, Number(size)]),
  );

/**
 * Returns the sizes for which the document gives a reason: `` - `export-jobs/board`, 121.5 KB: why it grew. ``
 * @param {string} text
 */
export const explainedSizes = (text) =>
  Array.from(text.matchAll(/^- `(\S+)`, ([\d.]+) KB: \S/gm), ([, specifier, size]) => ({
    specifier,
    size: Number(size),
  }));

/**
 * Returns a sentence for each entry that grew without a reason in the document.
 *
 * @param {{ specifier: string, size: number }[]} measured In KB after brotli.
 * @param {Map<string, number>} committed
 * @param {{ specifier: string, size: number }[]} explained
 */
export function unexplainedGrowth(measured, committed, explained) {
  return measured
    .filter(({ specifier, size }) => {
      const before = committed.get(specifier);
      if (before === undefined || size <= before * (1 + ALLOWED)) return false;
      return !explained.some((line) => line.specifier === specifier && size <= line.size * (1 + ALLOWED));
    })
    .map(
      ({ specifier, size }) =>
        `${specifier} grew from ${committed.get(specifier)?.toFixed(1)} to ${size.toFixed(1)} KB. Make it smaller, or say why in docs/benchmarks.md, under “Growth”: - \`${specifier}\`, ${size.toFixed(1)} KB: …`,
    );
}
