// Examples that pass a filter, and all of them as CSV and as lines of JSON, in plain JavaScript.
import { examplesOf, labelsOf } from "./read.mjs";

export function matching(project, { category, text }) {
  const sought = text?.toLowerCase();
  return examplesOf(project).filter(
    (example) =>
      (sought === undefined || (example.text ?? example.location).toLowerCase().includes(sought)) &&
      (category === undefined || example.intent === category || labelsOf(example).some((label) => label.category === category)),
  );
}

const chunkLength = 64 * 1024;

function* encoded(lines) {
  const encoder = new TextEncoder();
  let pending = "";
  for (const line of lines) {
    pending += line;
    if (pending.length < chunkLength) continue;
    yield encoder.encode(pending);
    pending = "";
  }
  yield encoder.encode(pending);
}

const cell = (value = "") => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export const csv = (project) =>
  encoded(
    (function* () {
      yield "text,intent,language,dataset,entities\r\n";
      for (const example of examplesOf(project)) {
        const labels = labelsOf(example).map(({ category, offset, length }) => `${category}:${offset}:${length}`).join(";");
        yield `${cell(example.text ?? example.location)},${cell(example.intent)},${cell(example.language)},${cell(example.dataset)},${cell(labels)}\r\n`;
      }
    })(),
  );

export const jsonLines = (project) =>
  encoded(
    (function* () {
      for (const example of examplesOf(project)) yield `${JSON.stringify(example)}\n`;
    })(),
  );
