/** @typedef {() => number} Random From 0 (inclusive) to 1 (exclusive). */

/**
 * Returns a version 4 UUID.
 * @param {Random} random
 */
export function newGuid(random) {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16));
  digits[12] = 4;
  digits[16] = 8 + (digits[16] % 4);
  const hex = digits.map((digit) => digit.toString(16)).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * Returns the .NET ticks (100 ns since the year 1) of the UTC midnight before `now`. These 18 digits end the job ids
 * of text and conversations.
 *
 * @param {number} now
 */
export function ticksOfDay(now) {
  const midnight = Math.floor(now / 86_400_000) * 86_400_000;
  return String(BigInt(midnight) * 10_000n + 621_355_968_000_000_000n);
}
