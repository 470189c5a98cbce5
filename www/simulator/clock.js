/**
 * The simulator's source of time. Tests pass their own clock and move it by hand.
 *
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds since the epoch.
 * @property {(ms: number, signal?: AbortSignal) => Promise<void>} sleep Rejects with the signal's reason if it aborts.
 */

/**
 * The host's own clock.
 * @type {Clock}
 */
export const hostClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};
