// The goals for the module: with 50 MB in Chromium, and with 1 MB, the size of most projects, in each host.
import { operations } from "./operations.mjs";
import { speedsOf } from "./report.mjs";

const largeSize = 50;
const large = [
  { operation: "parse", part: "withReading", speed: 400, factor: 3 },
  { operation: "check", part: "alone", speed: 200 },
  // Plain JavaScript cannot change a file without reading it, so its time covers reading, changing and writing.
  { operation: "retarget", part: "alone", against: "withReading", speed: 900, factor: 10 },
  { operation: "compare", part: "alone", speed: 150 },
];
const mostMemory = 2;

const smallSize = 1;
/** If a file is small, the bytes that plain JavaScript has read are in the caches of the processor. */
const small = [
  { operation: "parse", part: "withReading", factor: 1 },
  { operation: "check", part: "alone", factor: 1 },
  { operation: "compare", part: "alone", factor: 1 },
];

const verdict = (isMet) => (isMet ? "met" : "MISSED");

/** @param {{ operation: string, part: string, against?: string, speed?: number, factor?: number }} goal @param {any} result */
function show({ operation, part, against = part, speed, factor }, result) {
  const title = `${result.kind}: ${operations[operation].title}`;
  const speeds = speedsOf(result, operation);
  const [ours] = speeds[part];
  if (!ours) return console.log(`  –       ${title}: not in this build`);
  if (speed) console.log(`  ${verdict(ours >= speed).padEnd(7)} ${title}: ${ours.toFixed(0)} MB/s of ${speed}`);
  const theirs = speeds[against][1];
  if (factor && theirs)
    console.log(
      `  ${verdict(ours / theirs >= factor).padEnd(7)} ${title}: ${(ours / theirs).toFixed(1)} times as fast as JavaScript, of ${factor}`,
    );
}

function showMemory(result) {
  const memories = Object.keys(operations).map((operation) => [
    speedsOf(result, operation).memory,
    operations[operation].title,
  ]);
  const [most, title] = memories.filter(([memory]) => memory).sort(([a], [b]) => b - a)[0] ?? [];
  if (most)
    console.log(
      `  ${verdict(most <= mostMemory).padEnd(7)} ${result.kind}: at most ${most.toFixed(2)} times the file in memory (${title}), of ${mostMemory}`,
    );
}

/** Prints which goals are met. */
export function showGoals(results) {
  for (const { host, ...result } of results) {
    const isLarge = result.megabytes === largeSize && host.startsWith("Chromium");
    if (!isLarge && result.megabytes !== smallSize) continue;
    console.log(`\nGoals, on ${result.megabytes} MB in ${host}`);
    for (const goal of isLarge ? large : small) if (result.measured[goal.operation]) show(goal, result);
    if (isLarge) showMemory(result);
  }
}
