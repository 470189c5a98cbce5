// Pseudo-random numbers: the same seed gives the same numbers.

/** Mulberry32: small, quick, and good enough for test data. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(unit() * limit);
  return { unit, below, chance: (part) => unit() < part, pick: (list) => list[below(list.length)] };
}

/** Returns a seed for each item, so that an item can be generated without those before it. */
export const seedOf = (seed, index) => (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;

/** Returns the numbers below `count` in random order. */
export function shuffled(count, seed) {
  const { below } = randomOf(seed);
  const order = new Uint32Array(count);
  for (let last = 0; last < count; last += 1) {
    const other = below(last + 1);
    order[last] = order[other];
    order[other] = last;
  }
  return order;
}
