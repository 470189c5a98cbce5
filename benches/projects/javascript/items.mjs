// Filters examples, and writes all of them as CSV and as lines of JSON, in plain JavaScript.
import { examplesOf, labelsOf } from "./read.mjs";

export function matching(project, { category, text }) {
  const sought = text?.toLowerCase();
  return examplesOf(project).filter(
    (example) =>
      (sought === undefined || (example.text ?? example.location).toLowerCase().includes(sought)) &&
      (category === undefined ||
        example.intent === category ||
        labelsOf(example).some((label) => label.category === category)),
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

/**
 * Writes a cell. What a spreadsheet would take for a formula gets an apostrophe before it, wherever a program may
 * begin a cell.
 */
function cell(text = "") {
  if (!/[",;\t\r\n]|^ | $/.test(text)) return /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
  const safe = text.replace(/[;\t\r\n][ "]*(?=[=+\-@＝＋－＠])/g, "$&'").replaceAll('"', '""');
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `"'${safe}"` : `"${safe}"`;
}

function utteranceRow({ text, intent, language, dataset, entities }) {
  const labels = entities.map(({ category, offset, length }) => `${category}:${offset}:${length}`).join("; ");
  const labelled = entities
    .map(({ offset, length }) =>
      offset + length > text.length ? "" : text.slice(offset, offset + length).toWellFormed(),
    )
    .join("; ");
  return `${cell(text)},${cell(intent)},${cell(language)},${cell(dataset)},${cell(labels)},${cell(labelled)}\r\n`;
}

function documentRow(document) {
  const labels = labelsOf(document)
    .map(({ category, offset, length }) => `${category}:${offset}:${length}`)
    .join("; ");
  return `${cell(document.location)},${cell(document.language)},${cell(document.dataset)},,${cell(labels)}\r\n`;
}

function* rows(project) {
  const isConversation = project.assets.utterances !== undefined;
  yield isConversation
    ? "\uFEFFtext,intent,language,dataset,labels,labelledText\r\n"
    : "\uFEFFlocation,language,dataset,classes,labels\r\n";
  const row = isConversation ? utteranceRow : documentRow;
  for (const example of examplesOf(project)) yield row(example);
}

function* lines(project) {
  for (const example of examplesOf(project)) yield `${JSON.stringify(example)}\n`;
}

export const csv = (project) => encoded(rows(project));
export const jsonLines = (project) => encoded(lines(project));
