/**
 * @typedef {"running" | "done" | "failed" | "stopped" | "elsewhere"} Phase "elsewhere": another tab runs it.
 *
 * @typedef {object} Kept The stored state, which survives the page. It contains no secret.
 * @property {ReplicationState} state
 * @property {boolean} simulated
 * @property {{ source: "key" | "token", target: "key" | "token" }} credentials The kinds that have to be entered again.
 * @property {{ source: boolean, target: boolean }} documents Whether there were SAS URLs.
 * @property {Backup[]} [backups] The backups of replaced projects, also from earlier runs.
 *
 * @typedef {{ key: string, name: string, at: number }} Backup
 *
 * @typedef {import("../../../dist/recovery.js").Replication} Replication
 * @typedef {import("../../../dist/recovery.js").ReplicationMeans} ReplicationMeans
 * @typedef {import("../../../dist/recovery.js").ReplicationProgress} ReplicationProgress
 * @typedef {import("../../../dist/recovery.js").ReplicationState} ReplicationState
 */

const LOCK = "export-jobs/recovery";
const KEPT = "replication";

/** A replication that runs in one tab at a time. It is stored after every step. Dispatches "change". */
export class ReplicationRun extends EventTarget {
  /** @type {Phase} */
  phase = "running";
  /** @type {ReplicationProgress | undefined} */
  progress;
  /** When the progress arrived, as a time of `performance.now`. */
  progressAt = 0;
  /**
   * The failure of the whole run. The failure of a project is in its report.
   * @type {any}
   */
  failure;
  #store;
  #kept;
  #stopping = new AbortController();
  /** @type {Replication | undefined} */
  #replication;

  /** @param {import("./browser-store.js").BrowserStore} store @param {Omit<Kept, "state"> & { state?: ReplicationState }} kept */
  constructor(store, kept) {
    super();
    this.#store = store;
    this.#kept = kept;
  }

  /** The latest state. */
  get state() {
    return this.#replication?.state ?? this.#kept.state;
  }

  get kept() {
    return this.#kept;
  }

  /** The time spent on the replication so far, in milliseconds. */
  get elapsedMs() {
    const known = this.progress?.elapsedMs ?? this.state?.elapsedMs ?? 0;
    return this.phase === "running" && this.progress ? known + performance.now() - this.progressAt : known;
  }

  /**
   * Runs the replication. Never rejects.
   *
   * @param {(means: Required<Pick<ReplicationMeans, "onState" | "onBackup" | "onProgress" | "signal">>) => Replication} make
   * @param {(backup: { name: string, blob: Blob }) => void} onBackup Saves a file.
   */
  async go(make, onBackup) {
    const { signal } = this.#stopping;
    const work = async () => {
      this.#replication = make({
        signal,
        onState: (state) => this.#keep({ state }),
        onBackup: async ({ suggestedName, bytes }) => {
          const blob = new Blob([/** @type {any} */ (bytes)], { type: "application/json" });
          // It stays here, in case the browser does not let it be saved.
          const backup = { key: `backup/${Date.now()}/${suggestedName}`, name: suggestedName, at: Date.now() };
          await this.#store.set(backup.key, blob);
          await this.#keep({ backups: [...(this.#kept.backups ?? []), backup] });
          onBackup({ name: suggestedName, blob });
        },
        onProgress: (progress) => {
          this.progress = progress;
          this.progressAt = performance.now();
          this.#changed();
        },
      });
      await this.#replication.run();
    };
    try {
      const isMine = await alone(work);
      this.#turn(isMine ? "done" : "elsewhere");
    } catch (error) {
      if (error === signal.reason) return this.#turn("stopped");
      const isTold = this.state?.projects.some(({ ending }) => ending?.state === "failed");
      this.failure = isTold ? undefined : error;
      this.#turn("failed");
    }
  }

  /** Stops. Operations at the services continue there. The rest can continue here later. */
  stop() {
    this.#stopping.abort(new DOMException("Stopped.", "AbortError"));
  }

  /** @param {Partial<Kept>} news */
  async #keep(news) {
    this.#kept = { ...this.#kept, ...news };
    await this.#store.set(KEPT, this.#kept);
    this.#changed();
  }

  /** @param {Phase} phase */
  #turn(phase) {
    if (this.progress)
      this.progress = { ...this.progress, elapsedMs: this.state?.elapsedMs ?? this.progress.elapsedMs };
    this.phase = phase;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * Returns what an earlier page stored.
 * @param {import("./browser-store.js").BrowserStore} store @returns {Promise<Kept | undefined>}
 */
export const keptIn = (store) => store.get(KEPT);

/** @param {import("./browser-store.js").BrowserStore} store @param {Kept} [kept] */
export async function forget(store, kept) {
  await store.remove(KEPT);
  for (const { key } of kept?.backups ?? []) await store.remove(key);
}

/**
 * Returns whether all wanted steps are done.
 * @param {ReplicationState} state
 */
export const isOver = (state) =>
  state.listed && state.projects.every(({ ending }) => ending && ending.state !== "failed");

/**
 * Returns whether all projects have ended, and one of them has failed.
 * @param {ReplicationState} state
 */
export const hasFailed = ({ projects }) =>
  projects.some(({ ending }) => ending?.state === "failed") && projects.every(({ ending }) => ending);

/** Returns whether Web Locks are available: not in old browsers, and not when site data is blocked. */
async function locksAreAllowed() {
  try {
    await navigator.locks.query();
    return true;
  } catch {
    return false;
  }
}

/**
 * Does the work unless another tab runs a replication. Resolves with true if it was done.
 * @param {() => Promise<void>} work @returns {Promise<boolean>}
 */
async function alone(work) {
  if (!(await locksAreAllowed())) {
    await work();
    return true;
  }
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

/**
 * Resolves once no tab runs a replication.
 * @param {() => void} meanwhile Called while a tab runs one.
 */
export async function untilFree(meanwhile) {
  if (!(await locksAreAllowed())) return;
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === LOCK)) meanwhile();
  await navigator.locks.request(LOCK, () => {});
}
