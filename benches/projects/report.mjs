// Prints the tables. MB are millions of bytes of the file, or of both files if there are two.
import { writeTable } from "../../scripts/tables.mjs";
import { megabyte } from "./generate.mjs";
import { operations } from "./operations.mjs";

const speed = (bytes, milliseconds) => bytes / megabyte / (milliseconds / 1000);
const rounded = (number) => (number === undefined ? "" : number >= 10 ? number.toFixed(0) : number.toFixed(1));
const factor = (ours, theirs) => (ours && theirs ? `${rounded(theirs / ours)}×` : "");
const row = (cells) => `| ${cells.join(" | ")} |`;

/** Returns the speed of each side for an operation of one `{ sizes, measured }`: alone, and including reading. */
export function speedsOf({ sizes, measured }, operation) {
  const { module: ours, javascript } = measured[operation] ?? {};
  const bytes = sizes.slice(0, operations[operation].files ?? 1).reduce((sum, size) => sum + size, 0);
  const of = (part) => [ours, javascript].map((side) => (side?.[part] ? speed(bytes, side[part]) : undefined));
  return { alone: of("working"), withReading: of("both"), memory: ours?.memory && ours.memory / bytes };
}

function operationRow(result, operation) {
  const { title } = operations[operation];
  const { module: ours, javascript } = result.measured[operation];
  if (ours.isMissing) return row([title, "not in this build", "", "", "", "", "", ""]);
  const failure = ours.failure ?? javascript?.failure;
  const { alone, withReading, memory } = speedsOf(result, operation);
  const isReading = operation === "parse";
  const compared = (/** @type {number[]} */ [our, their]) => [rounded(our), rounded(their), factor(their, our)];
  return row([
    title,
    ...(isReading ? ["", "", ""] : compared(alone)),
    ...compared(withReading),
    `${memory?.toFixed(2) ?? ""}${failure ? ` (${failure})` : ""}`,
  ]);
}

/**
 * Prints all operations on one file in one host. With `--write`, those on the file of docs/benchmarks.md are also
 * written there.
 */
export function table(result) {
  const lines = linesOf(result);
  console.log(`\n${lines.join("\n")}`);
  const { host, kind, megabytes } = result;
  const isWhole = Object.keys(operations).every((operation) => result.measured[operation]);
  if (isWhole && host.startsWith("Chromium") && kind === "conversation" && megabytes === 50)
    writeTable("projects", lines);
}

function linesOf(result) {
  const { host, kind, sizes, examples, measured } = result;
  const lines = [
    `${host}, ${kind}, ${(sizes[0] / megabyte).toFixed(1)} MB, ${examples.toLocaleString("en")} examples`,
    "",
    "| MB/s | alone | JavaScript | | with reading | JavaScript | | memory / file |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  for (const operation of Object.keys(measured)) {
    if (operation !== "stream" && operation !== "limits") lines.push(operationRow(result, operation));
  }
  const { copy, skip } = measured.limits ?? {};
  if (copy) lines.push(row(["limit: copied into WebAssembly", "", "", "", rounded(speed(sizes[0], copy)), "", "", ""]));
  if (skip)
    lines.push(row(["limit: passed over, 8 bytes at a time", "", "", "", rounded(speed(sizes[0], skip)), "", "", ""]));
  if (measured.stream) lines.push("", streamLine(measured.stream, sizes[0]));
  lines.push("", spreadLine(Object.entries(measured).filter(([operation]) => operation !== "stream")));
  return lines;
}

/** Shows whether other work ran on the machine. */
function spreadLine(all) {
  const widest = (side) => Math.max(...all.map(([, sides]) => sides[side]?.spread ?? 1));
  return `Medians; the slowest round took at most ${widest("module").toFixed(1)} times as long as the fastest (JavaScript ${widest("javascript").toFixed(1)}).`;
}

function streamLine({ module: ours, javascript }, size) {
  const milliseconds = (side) => (side?.failure ? side.failure : `${side.both.toFixed(1)} ms`);
  const ourTime = ours.isMissing ? "not in this build" : milliseconds(ours);
  return `From the last byte to the summary: ${ourTime}; JavaScript ${milliseconds(javascript)}${ours.both ? ` (${factor(ours.both, javascript.both)}), memory ${(ours.memory / size).toFixed(2)} times the file` : ""}.`;
}

const nameOf = ({ host, kind }) => `${host}, ${kind}`;

/** Prints milliseconds for each megabyte, which show whether the time grows linearly. */
export function linearity(results) {
  const sizes = [...new Set(results.map(({ megabytes }) => megabytes))];
  if (sizes.length < 2) return;
  console.log(
    `\n| ms for each MB, with reading | ${sizes.map((size) => `${size} MB`).join(" | ")} |\n| --- |${" ---: |".repeat(sizes.length)}`,
  );
  for (const name of new Set(results.map(nameOf))) {
    const group = results.filter((result) => nameOf(result) === name);
    for (const [operation, { title }] of Object.entries(operations)) {
      const times = group.map((result) => speedsOf(result, operation).withReading[0]);
      if (operation !== "stream" && times.some(Boolean))
        console.log(row([`${name}: ${title}`, ...times.map((speed) => (speed ? (1000 / speed).toFixed(2) : ""))]));
    }
  }
}
