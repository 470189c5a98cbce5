// Summarises the output of the simulation: one row for each distribution of job lengths, with 100 jobs, and the two
// goals.

/** The schedules in the summary, and their names in the simulation. */
const columns = {
  "export-jobs": "export-jobs, 50 jobs seen",
  "optimum of one that knows the law": "knows the law",
  "every 2 s (core-lro)": "every 2 s (core-lro)",
  "every 30 s (Python SDK)": "every 30 s (Azure SDK for Python)",
  "exponential (AWS)": "exponential, 2 to 120 s, jitter (AWS)",
  "one that knows every end": "clairvoyant",
};
const jobs = 100;

const cellsOf = (/** @type {string} */ line) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
const seconds = (/** @type {string} */ ms) => `${(Number(ms) / 1000).toFixed(1)} s`;
const count = (/** @type {string} */ text, /** @type {RegExp} */ pattern) => [...text.matchAll(pattern)].length;

/** Returns the row of one distribution, from its table in the output of the simulation. */
function rowOf(/** @type {string} */ name, /** @type {string} */ table) {
  const lines = table.split("\n").filter((line) => line.startsWith(`| ${jobs} |`));
  const numbers = Object.fromEntries(
    lines.map(cellsOf).map(([, schedule, mean, , requests, throttled]) => [schedule, { mean, requests, throttled }]),
  );
  const cells = Object.values(columns).map((schedule) => {
    const { mean, requests, throttled } = numbers[schedule];
    return `${seconds(mean)}, ${requests}${throttled === "0" ? "" : `, ${throttled} × 429`}`;
  });
  return `| ${[name, ...cells].join(" | ")} |`;
}

/**
 * Returns the lines of the summary. A cell has the mean delay, the requests for each job, and the number of 429
 * answers.
 * @param {string} printed The output of the simulation.
 */
export function summaryOf(printed) {
  const [tables, goals] = printed.split(/^Goals$/m);
  const sections = tables.split(/^\*\*(.+)\*\*$/m).slice(1);
  const rows = sections.flatMap((name, at) => (at % 2 === 0 ? [rowOf(name, sections[at + 1])] : []));
  const factors = [...goals.matchAll(/: ([0-9.]+) times the delay of the optimum/g)].map(([, factor]) => `${factor}×`);
  const cases = count(tables, /^\| \d+ \| clairvoyant \|/gm);
  return [
    `| ${[`${jobs} jobs at one origin: mean delay, requests for each job`, ...Object.keys(columns)].join(" | ")} |`,
    `| --- |${" ---: |".repeat(Object.keys(columns).length)}`,
    ...rows,
    "",
    `- Goal: no other schedule is better in both delay and requests, with 1, 10, 100 and 1,000 jobs. Met in ${count(goals, /no peer is better on both/g)} of ${cases} cases.`,
    `- Goal: at most 1.1 times the delay of the optimum, with as many requests. Met in ${count(goals, /^ *met .* times the delay of the optimum/gm)} of ${rows.length} cases: ${factors.join(", ")}.`,
  ];
}
