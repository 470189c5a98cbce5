// Gives the same answers with JSON.parse and plain loops: a second opinion, without regard to speed.

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const labelsOf = (example) =>
  (example.entities ?? []).flatMap((entry, index) =>
    entry.labels
      ? entry.labels.map((label, at) => ({ label, region: entry, path: `.entities[${index}].labels[${at}]` }))
      : [{ label: entry, path: `.entities[${index}]` }],
  );

function tally(entries, declared = []) {
  const rows = new Map(declared.map((name) => [name, { name, count: 0, train: 0, test: 0, declared: true }]));
  for (const [name, dataset, isDeclared] of entries) {
    if (!name) continue;
    if (!rows.has(name)) rows.set(name, { name, count: 0, train: 0, test: 0, declared: isDeclared ?? false });
    const row = rows.get(name);
    row.count += 1;
    if (dataset === "Train") row.train += 1;
    if (dataset === "Test") row.test += 1;
  }
  return [...rows.values()];
}

/** A lone surrogate becomes U+FFFD when it leaves the module, because it is not a character. */
const whole = (value) => value?.toWellFormed();

/** Returns the counts of `summary()`. */
export function summaryOf(bytes) {
  const { assets } = JSON.parse(new TextDecoder().decode(bytes));
  const examples = [...(assets.utterances ?? []), ...(assets.documents ?? [])];
  const names = (list) => (assets[list] ?? []).map(({ category }) => category);
  const labels = examples.flatMap((example) => labelsOf(example).map(({ label }) => [label.category, example.dataset]));
  const lengths = examples.filter(({ text }) => typeof text === "string").map(({ text }) => text.length);
  const isLabelled = (example) => Boolean(example.intent) || labelsOf(example).length > 0;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return {
    counts: Object.fromEntries(
      Object.entries(assets).flatMap(([name, list]) => (Array.isArray(list) ? [[name, list.length]] : [])),
    ),
    intents: tally(
      examples.map(({ intent, dataset }) => [intent, dataset]),
      names("intents"),
    ),
    entities: tally(labels, names("entities")),
    languages: tally(examples.map(({ language, dataset }) => [language, dataset, true])),
    datasets: tally(examples.map(({ dataset }) => [dataset, dataset, true])),
    labelled: examples.filter(isLabelled).length,
    unlabelled: examples.filter((example) => !isLabelled(example)).length,
    labels: labels.length,
    textLength: lengths.length
      ? {
          shortest: Math.min(...lengths),
          longest: Math.max(...lengths),
          mean: total / lengths.length,
          total,
          texts: lengths.length,
        }
      : undefined,
  };
}

/** The rules that this reader checks. */
export const rules = new Set([
  ...[
    "label-outside-text",
    "label-splits-character",
    "label-empty",
    "label-outside-region",
    "labels-overlap",
    "duplicate-label",
  ],
  ...[
    "undeclared-category",
    "unused-category",
    "unknown-dataset",
    "empty-text",
    "duplicate-utterance",
    "conflicting-intent",
    "duplicate-document",
  ],
]);

const isHalf = (text, at) => /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");

function* labelFindings(example, path) {
  const spans = [];
  for (const { label, region, path: inner } of labelsOf(example)) {
    const { category, offset, length } = label;
    const place = path + inner;
    if (offset === undefined || length === undefined) continue;
    const end = offset + length;
    const { text } = example;
    if (length === 0) yield ["label-empty", place];
    if (text !== undefined && end > text.length) yield ["label-outside-text", place];
    else if (text !== undefined && length > 0 && (isHalf(text, offset) || isHalf(text, end)))
      yield ["label-splits-character", place];
    if (region && (offset < region.regionOffset || end > region.regionOffset + region.regionLength))
      yield ["label-outside-region", place];
    if (length > 0) spans.push({ category, offset, end, place, order: spans.length });
  }
  spans.sort((a, b) => a.offset - b.offset || a.end - b.end || a.order - b.order);
  let furthest;
  for (const span of spans) {
    if (furthest && span.offset < furthest.end) {
      const isCopy =
        span.offset === furthest.offset && span.end === furthest.end && span.category === furthest.category;
      yield [isCopy ? "duplicate-label" : "labels-overlap", span.place];
    }
    if (!furthest || span.end > furthest.end) furthest = span;
  }
}

/** Returns the findings of `check()` for those rules, as "rule path". */
export function findingsOf(bytes) {
  const { assets } = JSON.parse(new TextDecoder().decode(bytes));
  const found = [];
  const declared = (list) => new Set((assets[list] ?? []).map(({ category }) => category));
  const used = { intents: new Set(), entities: new Set() };
  const first = new Map();
  for (const list of ["utterances", "documents"]) {
    for (const [index, example] of (assets[list] ?? []).entries()) {
      if (!isObject(example)) continue;
      const path = `$.assets.${list}[${index}]`;
      if (example.dataset !== undefined && !["Train", "Test"].includes(example.dataset))
        found.push(["unknown-dataset", `${path}.dataset`]);
      if (example.intent !== undefined) {
        used.intents.add(example.intent);
        if (!declared("intents").has(example.intent)) found.push(["undeclared-category", `${path}.intent`]);
      }
      for (const { label, path: inner } of labelsOf(example)) {
        if (label.category === undefined) continue;
        used.entities.add(label.category);
        if (!declared("entities").has(label.category)) found.push(["undeclared-category", `${path}${inner}.category`]);
      }
      if (example.text !== undefined && example.text.trim() === "") found.push(["empty-text", `${path}.text`]);
      const key = JSON.stringify([
        whole(example.text) ?? example.location,
        example.text === undefined ? null : (example.language ?? null),
      ]);
      if (!first.has(key)) first.set(key, example);
      else if (example.text === undefined) found.push(["duplicate-document", `${path}.location`]);
      else
        found.push([
          first.get(key).intent === example.intent ? "duplicate-utterance" : "conflicting-intent",
          `${path}.text`,
        ]);
      found.push(...labelFindings(example, path));
    }
  }
  for (const list of ["intents", "entities"]) {
    for (const [index, { category }] of (assets[list] ?? []).entries()) {
      if (!used[list].has(category) && category !== "None")
        found.push(["unused-category", `$.assets.${list}[${index}].category`]);
    }
  }
  return found.map((entry) => entry.join(" ")).sort();
}
