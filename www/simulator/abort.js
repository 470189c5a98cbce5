/**
 * Runs work that a signal can abort. It then rejects immediately with the signal's own reason, like fetch.
 *
 * @template T
 * @param {AbortSignal} signal
 * @param {() => Promise<T>} work Not started if the signal has already aborted.
 * @returns {Promise<T>}
 */
export const untilAborted = (signal, work) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
