// Summarises a project in plain JavaScript.
import { examplesOf, labelsOf } from "./read.mjs";

export class Tally {
  #counts = new Map();

  add(name, dataset) {
    if (!name) return;
    let counts = this.#counts.get(name);
    if (counts === undefined) this.#counts.set(name, (counts = { count: 0, train: 0, test: 0 }));
    counts.count += 1;
    if (dataset === "Train") counts.train += 1;
    else if (dataset === "Test") counts.test += 1;
  }

  /** Returns the declared names first, then those that are only used. */
  rows(declared = []) {
    const names = new Set(declared.map(({ category }) => category));
    const row = (name, isDeclared) => ({
      name,
      ...(this.#counts.get(name) ?? { count: 0, train: 0, test: 0 }),
      declared: isDeclared,
    });
    const others = [...this.#counts.keys()].filter((name) => !names.has(name));
    return [...[...names].map((name) => row(name, true)), ...others.map((name) => row(name, false))];
  }

  /** Returns the names in the order of occurrence. */
  found() {
    return [...this.#counts].map(([name, counts]) => ({ name, ...counts, declared: true }));
  }
}

export function summary(project) {
  const { metadata, assets, projectFileVersion, stringIndexType } = project;
  const [intents, entities, languages, datasets] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const textLength = { shortest: Infinity, longest: 0, total: 0, texts: 0 };
  let [labelled, unlabelled, count] = [0, 0, 0];
  for (const example of examplesOf(project)) {
    const { intent, language, dataset, text } = example;
    intents.add(intent, dataset);
    languages.add(language, dataset);
    datasets.add(dataset, dataset);
    const labels = labelsOf(example);
    for (const { category } of labels) entities.add(category, dataset);
    count += labels.length;
    if (intent || labels.length > 0) labelled += 1;
    else unlabelled += 1;
    if (text === undefined) continue;
    textLength.shortest = Math.min(textLength.shortest, text.length);
    textLength.longest = Math.max(textLength.longest, text.length);
    textLength.total += text.length;
    textLength.texts += 1;
  }
  const lists = Object.entries(assets).filter(([, value]) => Array.isArray(value));
  return {
    kind: metadata.projectKind,
    name: metadata.projectName,
    language: metadata.language,
    multilingual: metadata.multilingual,
    description: metadata.description,
    fileVersion: projectFileVersion,
    stringIndexType,
    container: metadata.storageInputContainerName,
    counts: Object.fromEntries(lists.map(([name, list]) => [name, list.length])),
    intents: intents.rows(assets.intents),
    entities: entities.rows(assets.entities),
    languages: languages.found(),
    datasets: datasets.found(),
    labelled,
    unlabelled,
    labels: count,
    textLength: textLength.texts > 0 ? textLength : undefined,
  };
}
