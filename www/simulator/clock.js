/**
 * Where the simulator gets its time from. Tests hand in a clock of their own and turn it by hand.
 *
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds since the epoch.
 * @property {(ms: number, signal?: AbortSignal) => Promise<void>} sleep Rejects with the signal's reason when it aborts.
 */

/** The host's own time. @type {Clock} */
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
