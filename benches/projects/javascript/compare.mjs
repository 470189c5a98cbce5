// What two projects differ in, in plain JavaScript: examples by what they are about, whatever their order.
import { examplesOf } from "./read.mjs";

/** What must be equal for an example to be unchanged. */
const contentOf = ({ intent, dataset, entities }) => JSON.stringify([intent, dataset, entities]);
const nameOf = ({ text, location, language }) => (text === undefined ? location : `${language}\n${text}`);

function differences(before, after, name, content) {
  const counts = { added: 0, removed: 0, changed: 0 };
  const remaining = new Map(before.map((item) => [name(item), item]));
  for (const item of after) {
    const key = name(item);
    const other = remaining.get(key);
    if (other === undefined) counts.added += 1;
    else if (content(item) !== content(other)) counts.changed += 1;
    remaining.delete(key);
  }
  counts.removed = remaining.size;
  return counts;
}

export function compare(one, other) {
  const parts = ["intents", "entities"].filter((part) => one.assets[part]);
  const categories = parts.map((part) => [part, differences(one.assets[part], other.assets[part], ({ category }) => category, JSON.stringify)]);
  const list = one.assets.utterances ? "utterances" : "documents";
  return { ...Object.fromEntries(categories), [list]: differences(examplesOf(one), examplesOf(other), nameOf, contentOf) };
}
