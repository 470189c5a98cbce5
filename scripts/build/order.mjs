// Orders the functions of a module, so that similar ones are next to each other. The order has no meaning for the
// module, but helps compression.
import { bodiesIn, ids, importedFunctions, sectionsOf } from "./wasm-reader.mjs";
import { number, sized, text } from "./wasm-writer.mjs";

/** The number of equal bytes of code in a row that count as a common feature. */
const run = 5;
/** A feature that more functions have is ignored, because it does not distinguish them. */
const common = 200;

/**
 * Returns an order in which each function is followed by the remaining one that has most in common with it.
 * Deterministic.
 */
export function bySimilarity(bodies) {
  const features = bodies.map(featuresOf);
  const holders = new Map();
  features.forEach((its, index) =>
    its.forEach((feature) => (holders.get(feature) ?? holders.set(feature, []).get(feature)).push(index)),
  );

  const left = new Set(bodies.keys());
  const order = [];
  for (let current = 0; left.size > 0;) {
    left.delete(current);
    order.push(current);
    const shared = new Map();
    for (const feature of features[current]) {
      const others = holders.get(feature);
      if (others.length > common) continue;
      // A rare feature counts more.
      const weight = 1 / Math.log2(1 + others.length);
      for (const other of others) if (left.has(other)) shared.set(other, (shared.get(other) ?? 0) + weight);
    }
    let best = 0;
    let next;
    for (const [other, amount] of shared) {
      const likeness = amount / (features[current].size + features[other].size - amount);
      if (likeness > best) [best, next] = [likeness, other];
    }
    current = next ?? left.values().next().value;
  }
  return order;
}

/** Returns a number for each run of bytes. */
function featuresOf(body) {
  const features = new Set();
  for (let at = 0; at + run <= body.length; at += 1) {
    let feature = 0;
    for (const byte of body.subarray(at, at + run)) feature = (Math.imul(feature, 31) + byte) | 0;
    features.add(feature);
  }
  return features;
}

/**
 * Returns the module with new names instead of its own. If its functions are sorted by name
 * (`--reorder-functions-by-name`), similar ones are next to each other.
 */
export function namedBySimilarity(bytes) {
  let imported = 0;
  let bodies = [];
  for (const { id, section } of sectionsOf(bytes)) {
    if (id === ids.imports) imported = importedFunctions(section);
    if (id === ids.code) bodies = bodiesIn(section).map(({ at, end }) => bytes.subarray(at, end));
  }
  const rank = [];
  bySimilarity(bodies).forEach((index, place) => (rank[index] = place));
  const names = [...Array(imported).keys(), ...rank.map((place) => imported + place)];
  const entries = names.flatMap((place, index) => [number(index), text(String(place).padStart(8, "0"))]);
  return Buffer.concat([bytes, sized(ids.custom, text("name"), sized(1, number(names.length), ...entries))]);
}
