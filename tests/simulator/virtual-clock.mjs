/**
 * A clock that a test moves by hand. Nothing waits, and ten minutes take no time.
 *
 * @param {string} [start] RFC 3339.
 */
export function createVirtualClock(start = "2026-03-14T09:26:53.589Z") {
  let now = Date.parse(start);
  /** @type {{ at: number, wake: () => void }[]} */
  let sleepers = [];
  return {
    now: () => now,
    /** @param {number} ms @param {AbortSignal} [signal] @returns {Promise<void>} */
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      }),
    /**
     * Moves the clock on, and wakes the due sleepers in order.
     * @param {number} ms
     */
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        sleepers = sleepers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.wake();
      }
      now = end;
    },
    get sleeperCount() {
      return sleepers.length;
    },
  };
}

/**
 * Returns the same random numbers every time (mulberry32).
 * @param {number} [seed]
 */
export function createSeededRandom(seed = 1) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
