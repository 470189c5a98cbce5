/**
 * Makes sure that only one run at a time holds a name, with a Web Lock, if the platform has them, and an entry in
 * this process. Rust decides what the outcome means.
 */

/** The names that are held in this process. All entries and copies of the package share it. */
const here = (globalThis[Symbol.for("export-jobs/held")] ??= new Map());

/** The time limit for a lock. A run that was stopped a moment ago still has to release its lock. */
const PATIENCE_MS = 2_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes a name, and stores the run's note with it. Resolves with `{ release }`, or with the `{ isHere, note }` of the
 * run that holds the name. Never rejects.
 */
export async function hold(name, note) {
  if (here.has(name)) return { isHere: true, note: here.get(name) };
  here.set(name, note);
  const lock = await take(name, note);
  if (!lock.release) {
    here.delete(name);
    return lock;
  }
  return {
    release() {
      here.delete(name);
      lock.release();
    },
  };
}

/**
 * Takes the Web Lock with that name. If locks are missing, refused (in an opaque origin) or do not answer, only the
 * entry in this process counts.
 */
async function take(name, note) {
  const none = { release() {} };
  const { locks } = globalThis.navigator ?? {};
  if (typeof locks?.request !== "function") return none;
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE_MS);
  const granted = new Promise((resolve, reject) => {
    const held = () => new Promise((release) => resolve({ release }));
    locks.request(name, { signal: waiting.signal }, held).catch(reject);
    waiting.signal.addEventListener("abort", () => reject(waiting.signal.reason));
  });
  try {
    const main = await granted;
    // A second lock carries the note in its name, for runs that ask for the first lock in vain.
    const told = new Promise(
      (release) =>
        void locks
          .request(`${name}#${note}`, { ifAvailable: true }, () => new Promise((end) => release(end)))
          .catch(() => release(() => {})),
    );
    return {
      release() {
        main.release();
        told.then((end) => end());
      },
    };
  } catch {
    const names = await Promise.race([
      locks.query().then(
        ({ held }) => held.map((lock) => lock.name),
        () => [],
      ),
      pause(PATIENCE_MS).then(() => []),
    ]);
    if (!names.includes(name)) return none;
    return { isHere: false, note: names.find((one) => one.startsWith(`${name}#`))?.slice(name.length + 1) };
  } finally {
    clearTimeout(timer);
  }
}
