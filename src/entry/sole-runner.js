/**
 * What only one run at a time may hold: a Web Lock, where the platform has them, and a place in this process. Carries; what the
 * outcome means is Rust's.
 */

/** Who holds what in this process: the same for all entries and copies of the package. */
const here = (globalThis[Symbol.for("export-jobs/held")] ??= new Map());

/** For so long a lock is waited for: a run that was stopped a moment ago still has to let it go. */
const PATIENCE_MS = 2_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes it under a name, with what the run says of itself. Resolves with `{ release }`; or with `{ isHere, note }` of the run that has
 * it. Never rejects.
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

/** The Web Lock of that name. Where locks are missing, refused (an opaque origin) or do not answer, the place in this process is all. */
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
    // Its name says who has it, to those who ask for it in vain.
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
