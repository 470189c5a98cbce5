// Compares the meaning of two projects in plain JavaScript, in any order of items and labels.
import { labelsOf } from "./read.mjs";

const nameOf = ({ text, location, language, category }) =>
  text === undefined ? (location ?? category) : `${language}\n${text}`;

const isSameLabel = (one, other) =>
  one.offset === other.offset && one.length === other.length && one.category === other.category;
const isSameInOrder = (one, other) => one.every((label, at) => isSameLabel(label, other[at]));
const sorted = (labels) =>
  labels.toSorted((a, b) => a.offset - b.offset || a.length - b.length || (a.category < b.category ? -1 : 1));

function isSame(one, other) {
  if (one.intent !== other.intent || one.dataset !== other.dataset || one.language !== other.language) return false;
  if (one.entities === undefined) return JSON.stringify(one) === JSON.stringify(other);
  if (one.text === undefined && !isSameInRegions(one.entities, other.entities)) return false;
  const [ours, theirs] = [labelsOf(one), labelsOf(other)];
  return ours.length === theirs.length && (isSameInOrder(ours, theirs) || isSameInOrder(sorted(ours), sorted(theirs)));
}

const isSameInRegions = (one, other) =>
  one.length === other.length &&
  one.every(
    ({ regionOffset, regionLength }, at) =>
      regionOffset === other[at].regionOffset && regionLength === other[at].regionLength,
  );

/** An item is changed if both projects have one with its name that is not paired with another. */
function differences(before, after) {
  const counts = { added: 0, removed: 0, changed: 0 };
  const waiting = new Map();
  const others = new Map();
  for (const item of before) {
    const name = nameOf(item);
    const already = waiting.get(name);
    // Hardly any name occurs twice. A list for each name would be most of the work.
    if (already === undefined) waiting.set(name, item);
    else waiting.set(name, Array.isArray(already) ? [...already, item] : [already, item]);
  }
  for (const item of after) {
    const name = nameOf(item);
    const candidates = [waiting.get(name) ?? []].flat();
    const same = candidates.findIndex((candidate) => isSame(candidate, item));
    if (same < 0) others.set(name, (others.get(name) ?? 0) + 1);
    else if (candidates.length === 1) waiting.delete(name);
    else waiting.set(name, candidates.toSpliced(same, 1));
  }
  for (const [name, added] of others) {
    const left = [waiting.get(name) ?? []].flat().length;
    counts.changed += Math.min(added, left);
    counts.added += Math.max(added - left, 0);
    counts.removed += Math.max(left - added, 0);
    waiting.delete(name);
  }
  for (const item of waiting.values()) counts.removed += Array.isArray(item) ? item.length : 1;
  return counts;
}

/** Returns the differing members of two objects, without the lists. */
function differingMembers(one, other) {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [ours, theirs] = [one[name], other[name]];
    if (Array.isArray(ours) || name === "assets" || name === "metadata") continue;
    if (ours === undefined) counts.added += 1;
    else if (theirs === undefined) counts.removed += 1;
    else if (JSON.stringify(ours) !== JSON.stringify(theirs)) counts.changed += 1;
  }
  return counts;
}

export function compare(one, other) {
  const lists = Object.keys(one.assets).filter((name) => Array.isArray(one.assets[name]));
  return {
    file: differingMembers(one, other),
    metadata: differingMembers(one.metadata, other.metadata),
    assets: differingMembers(one.assets, other.assets),
    ...Object.fromEntries(lists.map((list) => [list, differences(one.assets[list], other.assets[list])])),
  };
}
