// The platform's store and locks in memory, for Node, with the faults that a browser can have. BroadcastChannel is
// Node's own.

/** Ranges of keys, as functions that say whether a key is within. */
const keyRange = {
  bound: (from, to, isAfter, isBefore) => (key) =>
    (isAfter ? key > from : key >= from) && (isBefore ? key < to : key <= to),
  lowerBound: (from, isAfter) => (key) => (isAfter ? key > from : key >= from),
  upperBound: (to, isBefore) => (key) => (isBefore ? key < to : key <= to),
};

/** An event, with the members that are used here. */
const event = (target) => ({ target, preventDefault() {}, stopPropagation() {} });

/** A request of IndexedDB. `answer` is called when it is its turn, and may throw. */
class Request {
  result;
  error = null;
  onsuccess;
  onerror;

  constructor(answer) {
    queueMicrotask(() => {
      try {
        this.result = answer();
        this.onsuccess?.(event(this));
      } catch (error) {
        this.error = error;
        this.onerror?.(event(this));
      }
    });
  }
}

/** A transaction on the map of a database. Its writes are visible when it is complete. */
class Transaction {
  #map;
  #faults;
  #waiting = 0;
  error = null;
  onerror;

  constructor(map, faults) {
    this.#map = map;
    this.#faults = faults;
    this.#settle();
  }

  objectStore() {
    const transaction = this;
    const request = (answer) => {
      this.#waiting += 1;
      return new Request(() => {
        this.#waiting -= 1;
        this.#settle();
        return answer();
      });
    };
    const map = this.#map;
    const within = (range) => [...map].filter(([key]) => !range || range(key));
    return {
      transaction,
      put: (value, key) => request(() => void map.set(key, structuredClone(value))),
      add: (value, key) =>
        request(() => {
          if (map.has(key)) this.#abort(new DOMException("The key exists.", "ConstraintError"));
          else map.set(key, structuredClone(value));
        }),
      getKey: (key) => request(() => (map.has(key) ? key : undefined)),
      delete: (key) => request(() => void map.delete(key)),
      getAllKeys: (range) => request(() => within(range).map(([key]) => key)),
      getAll: (range) => request(() => within(range).map(([, value]) => structuredClone(value))),
    };
  }

  commit() {}

  #abort(error) {
    // As in a browser, the request's error bubbles up before the transaction fails.
    this.onerror?.(event(this));
    this.error = error;
    this.onabort?.(event(this));
    this.onabort = this.oncomplete = undefined;
  }

  /** Completes when there are no more requests. */
  #settle() {
    queueMicrotask(() =>
      queueMicrotask(() =>
        queueMicrotask(() => {
          if (this.#waiting > 0) return;
          if (this.#faults.quota) return this.#abort(new DOMException("The disk is full.", "QuotaExceededError"));
          const complete = () => {
            this.oncomplete?.(event(this));
            this.oncomplete = undefined;
          };
          if (this.#faults.hang) this.#faults.hung.push(complete);
          else complete();
        }),
      ),
    );
  }
}

/**
 * Installs IndexedDB and Web Locks until `restore`. `databases` holds the stored data. `faults.blocked` keeps a
 * database from opening, `faults.hang` keeps transactions from completing, `faults.quota` makes them fail, and
 * `faults.locks` keeps locks from answering. `release()` answers everything that hangs.
 */
export function platform() {
  const databases = new Map();
  const faults = { blocked: false, hang: false, quota: false, locks: false, refuseLocks: false, hung: [] };
  const before = {
    indexedDB: Object.getOwnPropertyDescriptor(globalThis, "indexedDB"),
    IDBKeyRange: Object.getOwnPropertyDescriptor(globalThis, "IDBKeyRange"),
    navigator: Object.getOwnPropertyDescriptor(globalThis, "navigator"),
  };
  const open = (name) => {
    const request = { onblocked: undefined };
    const answer = () => {
      if (!databases.has(name)) databases.set(name, new Map());
      request.result = { transaction: () => new Transaction(databases.get(name), faults), createObjectStore() {} };
      request.onsuccess?.(event(request));
    };
    queueMicrotask(() => (faults.blocked ? (request.onblocked?.(event(request)), faults.hung.push(answer)) : answer()));
    return request;
  };

  const held = [];
  const waiting = [];
  const grant = (lock) => {
    held.push(lock);
    const released = lock.hold(lock);
    Promise.resolve(released).then(() => {
      if (held.includes(lock)) held.splice(held.indexOf(lock), 1);
      lock.resolve();
      const next = waiting.findIndex(({ name }) => name === lock.name);
      if (next >= 0) grant(waiting.splice(next, 1)[0]);
    });
  };
  const never = () => new Promise(() => {});
  const locks = {
    request: (name, ...rest) => {
      const [options, hold] = rest.length > 1 ? rest : [{}, rest[0]];
      if (faults.refuseLocks) return Promise.reject(new DOMException("Denied.", "SecurityError"));
      if (faults.locks) return never();
      return new Promise((resolve, reject) => {
        const lock = { name, hold, resolve, clientId: "this one" };
        options.signal?.addEventListener("abort", () => {
          if (waiting.includes(lock)) waiting.splice(waiting.indexOf(lock), 1);
          reject(options.signal.reason);
        });
        queueMicrotask(() => {
          if (options.signal?.aborted) return;
          if (held.some((other) => other.name === name)) waiting.push(lock);
          else grant(lock);
        });
      });
    },
    query: async () =>
      faults.locks ? never() : { held: held.map(({ name, clientId }) => ({ name, clientId })), pending: [] },
  };
  Object.defineProperty(globalThis, "indexedDB", { value: { open }, configurable: true });
  Object.defineProperty(globalThis, "IDBKeyRange", { value: keyRange, configurable: true });
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });

  return {
    databases,
    faults,
    /** Answers everything that hangs. */
    release() {
      faults.blocked = faults.hang = false;
      for (const answer of faults.hung.splice(0)) answer();
    },
    restore() {
      for (const [name, descriptor] of Object.entries(before)) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else delete globalThis[name];
      }
    },
  };
}
