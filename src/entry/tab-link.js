/** Whether the platform has something, and lets the page have it: with site data blocked, asking may throw. */
const there = (get) => {
  try {
    return Boolean(get());
  } catch {
    return false;
  }
};

/** The end of a transaction. An error event may come before it, and does not say why. */
const ended = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser's storage gave up."));
  });

/**
 * What the tabs of a site have in common, for one name: a place to keep things, a channel, and a lock. Decides nothing: `tell(event, value)`
 * hears of messages, and of the lock.
 */
export class TabLink {
  #name;
  #tell;
  #channel;
  #store;
  #release;
  #waiting;
  #leave;

  /** Of the tab with this id. Where something is missing, `missing` says what; the rest works. */
  constructor(name, id, tell) {
    this.#name = `export-jobs/${name}`;
    this.#tell = tell;
    this.id = id;
    this.missing =
      [
        [there(() => navigator.locks), "Web Locks"],
        [there(() => BroadcastChannel), "BroadcastChannel"],
        [there(() => indexedDB), "IndexedDB"],
      ]
        .filter(([is]) => !is)
        .map(([, what]) => what)
        .join(" and ") || undefined;
    this.canStore = there(() => indexedDB);
  }

  /** Joins the other tabs. */
  join() {
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#tell("message", data);
    // A lock of this tab's own tells its client id apart from the others'.
    const left = new Promise((resolve) => (this.#leave = resolve));
    navigator.locks.request(this.#own(this.id), () => left).catch(() => {});
  }

  /** The name of a tab's own lock. */
  #own(id) {
    return `${this.#name}/${id}`;
  }

  /** Everything that was kept: pairs of a key and a value. */
  async load() {
    const { entries } = await this.#idb();
    return entries(this.#store);
  }

  /**
   * Keeps pairs of a key and a value, those of `first` only where there is nothing, and forgets keys: all of it or nothing, and in the
   * order of the calls. Each transaction is committed as soon as it is written, so that it outlives a page that is left right then.
   */
  async save(kept, first, forgotten) {
    await this.#idb();
    const write = (rest) =>
      this.#store("readwrite", (store) => {
        for (const [key, value] of kept) store.put(value, key);
        for (const key of forgotten) store.delete(key);
        rest(store);
        return ended(store.transaction);
      });
    const commit = (store) => store.transaction.commit?.();
    if (!first.length) return write(commit);
    const add = (store) => {
      for (const [key, value] of first) store.add(value, key);
      commit(store);
    };
    try {
      await write(add);
    } catch (error) {
      if (error?.name !== "ConstraintError") throw error;
      // Another tab has kept one of them.
      await write((store) => {
        for (const [key, value] of first)
          store.getKey(key).onsuccess = ({ target }) => target.result === undefined && store.put(value, key);
      });
    }
  }

  async #idb() {
    const idb = await import("idb-keyval");
    this.#store ??= idb.createStore(this.#name, "board");
    return idb;
  }

  say(message) {
    this.#channel?.postMessage(message);
  }

  /** Asks for the lock. `tell("lock", true)` when it is had, `tell("lock", false)` when it is lost. */
  requestLock(steal) {
    this.#waiting?.abort();
    const waiting = steal ? undefined : (this.#waiting = new AbortController());
    let had = false;
    const hold = () =>
      new Promise((release) => {
        had = true;
        this.#waiting = undefined;
        this.#release = release;
        this.#tell("lock", true);
      });
    navigator.locks.request(this.#name, steal ? { steal } : { signal: waiting.signal }, hold).catch(() => {
      // One that was given up for a newer one is no news.
      if (had || !waiting?.signal.aborted) this.#tell("lock", false);
    });
  }

  /** Whether the lock is this tab's. */
  async hasLock() {
    const { held } = await navigator.locks.query();
    const holder = (name) => held.find((lock) => lock.name === name)?.clientId;
    const own = holder(this.#own(this.id));
    return own !== undefined && own === holder(this.#name);
  }

  /** The ids of the tabs that are there, frozen ones among them. */
  async living() {
    const { held } = await navigator.locks.query();
    return held
      .filter(({ name }) => name.startsWith(this.#own("")))
      .map(({ name }) => name.slice(this.#own("").length));
  }

  /** Leaves the other tabs; the lock is free for them. */
  leave() {
    this.#waiting?.abort();
    this.#release?.();
    this.#leave?.();
    this.#channel?.close();
    this.#channel = this.#waiting = this.#release = undefined;
  }
}
