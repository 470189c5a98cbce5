// Replaces the global timers and clocks, so that a test moves the time: in a window, in a worker and in Node. The
// module looks all of them up for each call.

/** Waits for one turn of the platform's own event loop. */
const turn = globalThis.setImmediate
  ? () => new Promise((resolve) => setImmediate(resolve))
  : () =>
      new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(undefined);
      });

/** Converts a delay like browsers: to 32 bits, and at least 0. */
const delay = (ms) => {
  const number = Number(ms) || 0;
  return number > 0x7fffffff || number < 0 ? 0 : number;
};

/** Replaces the timers and clocks until `restore` is called. */
export function virtualTime(start = "2026-03-14T09:26:53Z") {
  const { setTimeout, clearTimeout } = globalThis;
  const epoch = Date.parse(start);
  const { now: dateNow } = Date;
  const { random } = Math;
  const timers = new Map();
  let now = 0;
  let last = 0;
  let held = 0;
  let draws = 0;

  /** @type {any} */ (globalThis).setTimeout = (callback, ms, ...values) => {
    last += 1;
    timers.set(last, { at: now + delay(ms), run: () => callback(...values) });
    return last;
  };
  globalThis.clearTimeout = (id) => void timers.delete(id);
  performance.now = () => now;
  Date.now = () => epoch + now;
  // The jitter of waits: all values differ, and they are the same in each run.
  Math.random = () => (draws = (draws + 0.618034) % 1);

  /** Waits until everything that does not wait for time has happened. */
  async function settle() {
    for (let quiet = 0; quiet < 6; quiet += 1) {
      await turn();
      if (held > 0) quiet = 0;
    }
  }

  const nextTimer = () => [...timers].sort(([a, { at: one }], [b, { at: other }]) => one - other || a - b)[0];

  function fire([id, { at, run }]) {
    timers.delete(id);
    now = Math.max(now, at);
    run();
  }

  return {
    settle,
    /** Lets time pass, with everything that happens in it. */
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = nextTimer();
        if (!next || next[1].at > end) break;
        fire(next);
      }
      now = end;
    },
    /** Lets time pass until the promise settles. Fails if it can no longer settle, or if it takes more than a year. */
    async until(promise) {
      const limit = now + 366 * 86_400_000;
      let settled = false;
      const done = () => (settled = true);
      Promise.resolve(promise).then(done, done);
      for (;;) {
        await settle();
        if (settled) return promise;
        const next = nextTimer();
        if (!next) throw new Error("Nothing is left that could settle this promise.");
        if (next[1].at > limit) throw new Error("A year has passed, and the promise is not settled.");
        fire(next);
      }
    },
    /** Holds the time during an operation of the platform that takes real time. */
    hold(promise) {
      held += 1;
      const done = () => (held -= 1);
      promise.then(done, done);
      return promise;
    },
    /** Lets the device sleep: time passes, but no timer fires before it wakes. */
    sleepDevice(ms) {
      now += ms;
    },
    /** The milliseconds since the beginning. */
    get now() {
      return now;
    },
    /** The milliseconds until each timer fires. */
    get timers() {
      return [...timers.values()].map(({ at }) => at - now).sort((a, b) => a - b);
    },
    /** For the simulator's `clock`. */
    clock: {
      now: () => epoch + now,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason);
          const timer = globalThis.setTimeout(resolve, ms);
          signal?.addEventListener("abort", () => {
            globalThis.clearTimeout(timer);
            reject(signal.reason);
          });
        }),
    },
    restore() {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      delete performance.now;
      Date.now = dateNow;
      Math.random = random;
    },
  };
}

/** Runs a test in virtual time. */
export async function inVirtualTime(run, start) {
  const time = virtualTime(start);
  try {
    return await run(time);
  } finally {
    time.restore();
  }
}
