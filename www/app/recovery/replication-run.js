/**
 * @typedef {"running" | "done" | "failed" | "stopped" | "elsewhere"} Phase "elsewhere": another tab is at it.
 *
 * @typedef {object} Kept What outlives the page. No secret is in it.
 * @property {ReplicationState} state
 * @property {boolean} simulated
 * @property {{ source: "key" | "token", target: "key" | "token" }} credentials Which kinds have to be given again.
 * @property {{ source: boolean, target: boolean }} documents Whether there were SAS URLs.
 * @property {Backup[]} [backups] The files of what was replaced, also by earlier runs.
 *
 * @typedef {{ key: string, name: string, at: number }} Backup
 *
 * @typedef {import("../../../dist/index.js").Replication} Replication
 * @typedef {import("../../../dist/index.js").ReplicationMeans} ReplicationMeans
 * @typedef {import("../../../dist/index.js").ReplicationProgress} ReplicationProgress
 * @typedef {import("../../../dist/index.js").ReplicationState} ReplicationState
 */

const LOCK = "export-jobs/recovery";
const KEPT = "replication";

/** One replication, in one tab at a time, kept after every step. Dispatches "change". */
export class ReplicationRun extends EventTarget {
  /** @type {Phase} */
  phase = "running";
  /** @type {ReplicationProgress | undefined} */
  progress;
  /** When the progress came, as `performance.now` has it. */
  progressAt = 0;
  /** @type {any} What made the whole of it fail; what made a project fail is in its report. */
  failure;
  #drawer;
  #kept;
  #stopping = new AbortController();
  /** @type {Replication | undefined} */
  #replication;

  /** @param {import("./drawer.js").Drawer} drawer @param {Omit<Kept, "state"> & { state?: ReplicationState }} kept */
  constructor(drawer, kept) {
    super();
    this.#drawer = drawer;
    this.#kept = kept;
  }

  /** All that is known. */
  get state() {
    return this.#replication?.state ?? this.#kept.state;
  }

  get kept() {
    return this.#kept;
  }

  /** For how long it has been worked on, in milliseconds, this moment included. */
  get elapsedMs() {
    const known = this.progress?.elapsedMs ?? this.state?.elapsedMs ?? 0;
    return this.phase === "running" && this.progress ? known + performance.now() - this.progressAt : known;
  }

  /**
   * Carries it out. Never rejects.
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
          // Here it stays, should the browser not let it be saved.
          const backup = { key: `backup/${Date.now()}/${suggestedName}`, name: suggestedName, at: Date.now() };
          await this.#drawer.set(backup.key, blob);
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

  /** Stops. What runs at the services goes on there; the rest can go on here later. */
  stop() {
    this.#stopping.abort(new DOMException("Stopped.", "AbortError"));
  }

  /** @param {Partial<Kept>} news */
  async #keep(news) {
    this.#kept = { ...this.#kept, ...news };
    await this.#drawer.set(KEPT, this.#kept);
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

/** What an earlier page has kept. @param {import("./drawer.js").Drawer} drawer @returns {Promise<Kept | undefined>} */
export const keptIn = (drawer) => drawer.get(KEPT);

/** @param {import("./drawer.js").Drawer} drawer @param {Kept} [kept] */
export async function forget(drawer, kept) {
  await drawer.remove(KEPT);
  for (const { key } of kept?.backups ?? []) await drawer.remove(key);
}

/** Whether everything that was wanted is done. @param {ReplicationState} state */
export const isOver = (state) =>
  state.listed && state.projects.every(({ ending }) => ending && ending.state !== "failed");

/** Does it unless another tab is at it; whether it was done. @param {() => Promise<void>} work @returns {Promise<boolean>} */
async function alone(work) {
  if (!navigator.locks) {
    await work();
    return true;
  }
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

/** Resolves once no tab is at it. @param {() => void} meanwhile Called when one is. */
export async function untilFree(meanwhile) {
  if (!navigator.locks) return;
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === LOCK)) meanwhile();
  await navigator.locks.request(LOCK, () => {});
}
