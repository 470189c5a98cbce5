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
 * The store, the channel and the locks that the tabs of a site share under one name. Carries out what it is told, and
 * decides nothing: `tell(event, number, value)` hears of messages, of locks, and of the answer to each call that has
 * one.
 */
export class TabLink {
  #name;
  #id;
  #tell;
  #channel;
  #store;
  #release;
  #waiting;
  #leave;

  constructor(name, id, tell) {
    this.#name = `export-jobs/${name}`;
    this.#id = id;
    this.#tell = tell;
    this.hasLocks = there(() => navigator.locks);
    this.hasChannel = there(() => BroadcastChannel);
    this.hasStore = there(() => indexedDB);
  }

  /** Tells what a promise comes to; `undefined` when it rejects. */
  #answer(event, number, promise) {
    promise.then(
      (value) => this.#tell(event, number, value),
      () => this.#tell(event, number, undefined),
    );
  }

  /** Opens the channel, and takes a lock of this tab's own, which tells its client id apart from the others'. */
  join() {
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#tell("message", 0, data);
    const left = new Promise((resolve) => (this.#leave = resolve));
    navigator.locks.request(this.#own(this.#id), () => left).catch(() => {});
  }

  /** The name of a tab's own lock. */
  #own(id) {
    return `${this.#name}/${id}`;
  }

  /** Reads pairs of a key and a value: "loaded". */
  load(number) {
    const read = async () => {
      const { entries } = await this.#idb();
      return entries(this.#store);
    };
    this.#answer("loaded", number, read());
  }

  /**
   * Writes pairs of a key and a value, those of `add` only where there is nothing, and deletes keys: all of it or
   * nothing, and in the order of the calls. "saved" tells whether it is written.
   */
  save(number, put, add, remove) {
    this.#answer(
      "saved",
      number,
      this.#write(put, add, remove).then(() => true),
    );
  }

  /** Each transaction is committed as soon as it is written, so that it outlives a page that is left right then. */
  async #write(put, add, remove) {
    await this.#idb();
    const write = (rest) =>
      this.#store("readwrite", (store) => {
        for (const [key, value] of put) store.put(value, key);
        for (const key of remove) store.delete(key);
        rest(store);
        return ended(store.transaction);
      });
    const commit = (store) => store.transaction.commit?.();
    if (!add.length) return write(commit);
    const addAll = (store) => {
      for (const [key, value] of add) store.add(value, key);
      commit(store);
    };
    try {
      await write(addAll);
    } catch (error) {
      if (error?.name !== "ConstraintError") throw error;
      // Another tab has written one of them.
      await write((store) => {
        for (const [key, value] of add) {
          store.getKey(key).onsuccess = ({ target }) => target.result === undefined && store.put(value, key);
        }
      });
    }
  }

  async #idb() {
    const idb = await import("idb-keyval");
    this.#store ??= idb.createStore(this.#name, "board");
    return idb;
  }

  post(message) {
    this.#channel?.postMessage(message);
  }

  /**
   * Requests the lock, in place of an earlier request: "lock", with `true` when it is granted and `false` when it is
   * lost or refused.
   */
  requestLock(steal) {
    this.#waiting?.abort();
    const waiting = steal ? undefined : (this.#waiting = new AbortController());
    let had = false;
    const hold = () =>
      new Promise((release) => {
        had = true;
        this.#waiting = undefined;
        this.#release = release;
        this.#tell("lock", 0, true);
      });
    navigator.locks.request(this.#name, steal ? { steal } : { signal: waiting.signal }, hold).catch(() => {
      // A request that was replaced is neither lost nor refused.
      if (had || !waiting?.signal.aborted) this.#tell("lock", 0, false);
    });
  }

  releaseLock() {
    this.#release?.();
    this.#release = undefined;
  }

  /** Looks whether the lock is this tab's: "holder". */
  lookAtLock() {
    const isOwn = (held) => {
      const holder = (name) => held.find((lock) => lock.name === name)?.clientId;
      const own = holder(this.#own(this.#id));
      return own !== undefined && own === holder(this.#name);
    };
    this.#answer("holder", 0, this.#held().then(isOwn));
  }

  /** Lists the ids of the tabs that are there, frozen ones among them: "tabs". */
  listTabs() {
    const prefix = this.#own("");
    const names = (held) => held.map(({ name }) => name).filter((name) => name.startsWith(prefix));
    const ids = (held) => names(held).map((name) => name.slice(prefix.length));
    this.#answer("tabs", 0, this.#held().then(ids));
  }

  async #held() {
    const { held } = await navigator.locks.query();
    return held;
  }

  /** Closes the channel, and releases every lock. */
  leave() {
    this.#waiting?.abort();
    this.releaseLock();
    this.#leave?.();
    this.#channel?.close();
    this.#channel = this.#waiting = undefined;
  }

  /** Leaves, and tells nothing more. */
  end() {
    this.#tell = () => {};
    this.leave();
  }
}
