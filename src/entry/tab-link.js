/** Returns whether the platform has a feature. The look-up may throw if site data are blocked. */
const isThere = (get) => {
  try {
    return Boolean(get());
  } catch {
    return false;
  }
};

/**
 * The keys of the history, which is read by itself. src/board/state/ended_job.rs names them. The range has no other
 * keys.
 */
const ended = () => IDBKeyRange.bound("ended/", "ended0", false, true);

/** All other keys. */
const others = () => [IDBKeyRange.upperBound("ended/", true), IDBKeyRange.lowerBound("ended0")];

/** Waits for the end of a transaction. An error event may come before that, and does not say why it failed. */
const done = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser's storage gave up."));
  });

/**
 * The store, the channel and the locks that the tabs of a site share under one name. It decides nothing. It calls
 * `tell(event, number, value)` for each message, for changes of the lock, and with the answer to a call. The comment of
 * a method names the event of its answer.
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
    this.hasLocks = isThere(() => navigator.locks);
    this.hasChannel = isThere(() => BroadcastChannel);
    this.hasStore = isThere(() => indexedDB);
  }

  /** Reports the value of a promise, or `undefined` if it rejects. */
  #answer(event, number, promise) {
    promise.then(
      (value) => this.#tell(event, number, value),
      () => this.#tell(event, number, undefined),
    );
  }

  /** Opens the channel, and takes the tab's own lock, which shows its client id. */
  join() {
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#tell("message", 0, data);
    const left = new Promise((resolve) => (this.#leave = resolve));
    navigator.locks.request(this.#own(this.#id), () => left).catch(() => {});
  }

  /** Returns the name of a tab's own lock. */
  #own(id) {
    return `${this.#name}/${id}`;
  }

  /** Reads all entries but the history, as pairs of a key and a value. Event: "loaded". */
  load(number) {
    this.#answer("loaded", number, this.#read(others));
  }

  /** Reads the history, as pairs of a key and a value. Event: "history". */
  loadEnded(number) {
    this.#answer(
      "history",
      number,
      this.#read(() => [ended()]),
    );
  }

  /** Reads the entries within ranges of keys, in one transaction. */
  async #read(ranges) {
    const { promisifyRequest } = await this.#idb();
    const pairs = async (store, range) => {
      const requests = [promisifyRequest(store.getAllKeys(range)), promisifyRequest(store.getAll(range))];
      const [keys = [], values = []] = await Promise.all(requests);
      return keys.map((key, at) => [key, values[at]]);
    };
    const read = (store) => Promise.all(ranges().map((range) => pairs(store, range)));
    return (await this.#store("readonly", read)).flat();
  }

  /**
   * Writes the entries of `put`, adds those of `add` whose keys do not exist yet, and deletes the keys of `remove`: all
   * of it or nothing, in the order of the calls. Event: "saved", with `true` when it is written.
   */
  save(number, put, add, remove) {
    this.#answer(
      "saved",
      number,
      this.#write(put, add, remove).then(() => true),
    );
  }

  /** Commits each transaction as soon as it is written, so that it survives even if the page is closed right then. */
  async #write(put, add, remove) {
    await this.#idb();
    const write = (rest) =>
      this.#store("readwrite", (store) => {
        for (const [key, value] of put) store.put(value, key);
        for (const key of remove) store.delete(key);
        rest(store);
        return done(store.transaction);
      });
    const commit = (store) => store.transaction.commit?.();
    if (!add.length) return write(commit);
    const addAll = (store) => {
      for (const [key, value] of add) store.add(value, key);
      commit(store);
    };
    try {
      await write(addAll);
    } catch {
      // Another tab has probably written one of them. Chromium then reports a ConstraintError. Firefox and
      // WebKit report only an aborted transaction. The second attempt reports any other failure.
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
   * Requests the lock, and withdraws an earlier request. Event: "lock", with `true` when the lock is granted, and with
   * `false` when it is lost or refused.
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

  /** Checks whether this tab has the lock. Event: "holder". */
  lookAtLock(number) {
    const isOwn = (held) => {
      const holder = (name) => held.find((lock) => lock.name === name)?.clientId;
      const own = holder(this.#own(this.#id));
      return own !== undefined && own === holder(this.#name);
    };
    this.#answer("holder", number, this.#held().then(isOwn));
  }

  /** Lists the ids of all open tabs, including frozen ones. Event: "tabs". */
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

  /** Leaves, and reports nothing more. */
  end() {
    this.#tell = () => {};
    this.leave();
  }
}
