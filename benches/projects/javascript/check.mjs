// Checks a project in plain JavaScript. A finding has an index instead of a byte offset, because parsing loses the
// offsets.
import { checkLabels } from "./labels.mjs";
import { examplesOf, labelsOf } from "./read.mjs";

class Report {
  findings = [];
  counts = new Map();

  constructor(limit) {
    this.limit = limit;
  }

  add(rule, at, message) {
    const count = (this.counts.get(rule) ?? 0) + 1;
    this.counts.set(rule, count);
    if (count <= this.limit) this.findings.push({ rule, at, message });
  }
}

/** Counts the uses of declared names, and reports uses of undeclared ones. */
class Names {
  #uses = new Map();

  constructor(declared, report) {
    this.report = report;
    for (const [index, { category }] of declared.entries()) {
      if (this.#uses.has(category)) report.add("duplicate-category", index, `${category} is declared twice`);
      this.#uses.set(category, { count: 0, train: 0, test: 0 });
      if (category.length > 50 || /[:$&%*()+~#/?]|^$/.test(category))
        report.add("category-name", index, `${category} is not a valid name for a category`);
    }
  }

  use(name, dataset, at) {
    const uses = this.#uses.get(name);
    if (uses === undefined) return this.report.add("undeclared-category", at, `${name} is not declared`);
    uses.count += 1;
    if (dataset === "Train") uses.train += 1;
    else if (dataset === "Test") uses.test += 1;
  }

  finish(anyTest) {
    for (const [name, { count, train, test }] of this.#uses) {
      if (count === 0) {
        if (name !== "None") this.report.add("unused-category", name, `${name} has no example`);
      } else if (test === count) this.report.add("missing-in-train", name, `${name} has examples only in Test`);
      else if (anyTest && test === 0 && train > 0)
        this.report.add("missing-in-test", name, `${name} has no example in Test`);
    }
  }
}

function checkUtterance({ text, language, intent }, seen, at, report) {
  if (text.trim() === "") report.add("empty-text", at, "says nothing");
  if (text.length > 500) report.add("long-text", at, `${text.length} characters`);
  const key = `${language}\n${text}`;
  const first = seen.get(key);
  if (first === undefined) seen.set(key, intent);
  else if (first === intent) report.add("duplicate-utterance", at, "occurs a second time");
  else report.add("conflicting-intent", at, `has another intent elsewhere: ${first}`);
}

function checkDocument({ location }, seen, at, report) {
  if (!/^[^/\\]+\.txt$/is.test(location))
    report.add("document-name", at, `${location} is not a text file at the container's root`);
  if (seen.has(location)) report.add("duplicate-document", at, `${location} is listed a second time`);
  seen.set(location, at);
}

function checkLimits(assets, report) {
  const limits = assets.utterances
    ? { utterances: 50_000, intents: 500, entities: 350 }
    : { documents: 100_000, entities: 200 };
  for (const [list, most] of Object.entries(limits)) {
    if (assets[list].length > most) report.add(`too-many-${list}`, list, `There are ${assets[list].length}`);
  }
  if (assets.documents?.length < 10)
    report.add("too-few-documents", "documents", `There are ${assets.documents.length}`);
}

const isTag = (tag) => /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag);

export function check(project, limitPerRule = 100) {
  const { assets } = project;
  const report = new Report(limitPerRule);
  const [intents, entities] = [assets.intents, assets.entities].map(
    (declared) => declared && new Names(declared, report),
  );
  const longest = assets.utterances ? Infinity : 500;
  const [seen, tags] = [new Map(), new Set()];
  let anyTest = false;
  for (const [at, example] of examplesOf(project).entries()) {
    const { text, language, dataset, intent } = example;
    if (language !== undefined && !tags.has(language)) {
      if (isTag(language)) tags.add(language);
      else report.add("language-tag", at, `${language} is not a language tag`);
    }
    if (dataset === "Test") anyTest = true;
    else if (dataset !== undefined && dataset !== "Train")
      report.add("unknown-dataset", at, `${dataset} is not a dataset`);
    intents?.use(intent, dataset, at);
    const labels = labelsOf(example);
    for (const { category } of labels) entities.use(category, dataset, at);
    if (text === undefined) checkDocument(example, seen, at, report);
    else checkUtterance(example, seen, at, report);
    const regions = text === undefined ? example.entities : [undefined];
    for (const region of regions) checkLabels(region ? region.labels : labels, { text, region, longest }, at, report);
  }
  intents?.finish(anyTest);
  entities.finish(anyTest);
  checkLimits(assets, report);
  return report;
}
