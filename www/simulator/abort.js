/**
 * Work that a signal can end: it then rejects at once with the signal's own reason, like fetch.
 *
 * @template T
 * @param {AbortSignal} signal
 * @param {() => Promise<T>} work Not begun when the signal has aborted already.
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
