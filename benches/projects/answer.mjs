// Formats an answer so that both sides must agree, as a short text.

const rowsOf = (rows) => rows.map(({ name, count, train, test, declared }) => [name, count, train, test, declared]);

function summary({
  kind,
  name,
  language,
  multilingual,
  description,
  fileVersion,
  stringIndexType,
  container,
  counts,
  intents,
  entities,
  languages,
  datasets,
  labelled,
  unlabelled,
  labels,
  textLength,
}) {
  const { shortest, longest, total, texts } = textLength ?? {};
  return [
    [kind, name, language, multilingual, description, fileVersion, stringIndexType, container],
    Object.entries(counts).sort(),
    ...[intents, entities, languages, datasets].map(rowsOf),
    [labelled, unlabelled, labels, shortest, longest, total, texts],
  ];
}

/** White space and escapes may differ. */
const file = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** Returns the text of pieces of UTF-8, including a byte order mark. */
function textOf(pieces) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("");
}

const linesOf = (pieces) =>
  textOf(pieces)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const forms = {
  parse: (answer) => summary(answer),
  stream: (answer) => summary(answer),
  check: (answer, { countsOf }) => [...countsOf(answer)].sort(),
  retarget: (answer) => file(answer),
  // A part without differences may be left out.
  compare: (answer) =>
    Object.entries(answer)
      .filter(([, counts]) => Object.values(counts).some(Boolean))
      .sort(),
  items: ({ length, first }) => [length, ...first.map(({ index, byteOffset, ...members }) => members)],
  csv: (pieces) => textOf(pieces),
  jsonLines: (pieces) => linesOf(pieces),
};

/** FNV-1a over code units, which is enough to tell two answers apart. */
function digest(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length} characters, ${(hash >>> 0).toString(16)}`;
}

/** Returns an answer for display where two differ: in full if it is short. */
export function comparable(operation, answer, side) {
  const text = JSON.stringify(forms[operation](answer, side));
  return text.length < 2_000 ? text : digest(text);
}
