/** A store in this browser that outlives the page: IndexedDB, which holds more than localStorage. */
export class BrowserStore {
  #name;
  /** @type {Promise<IDBDatabase> | undefined} */
  #opened;

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /**
   * Returns the stored value, or undefined.
   * @param {string} key @returns {Promise<any>}
   */
  get(key) {
    return this.#do("readonly", (store) => store.get(key));
  }

  /**
   * Stores a value. Resolves when it is stored for good.
   * @param {string} key @param {unknown} value
   */
  set(key, value) {
    return this.#do("readwrite", (store) => store.put(value, key));
  }

  /** @param {string} key */
  remove(key) {
    return this.#do("readwrite", (store) => store.delete(key));
  }

  /** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} act @returns {Promise<any>} */
  async #do(mode, act) {
    const database = await (this.#opened ??= this.#open());
    return new Promise((resolve, reject) => {
      // A stored value must survive a power failure.
      const transaction = database.transaction("kept", mode, { durability: "strict" });
      const request = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () =>
        reject(transaction.error ?? new Error("The browser's storage failed."));
    });
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    return new Promise((resolve, reject) => {
      const refused = (/** @type {unknown} */ cause) => {
        // The next attempt may succeed.
        this.#opened = undefined;
        reject(
          new Error(
            "This browser does not let the page store anything (IndexedDB). Without storage, a replication could not be continued. Allow the page to store data, and reload it.",
            { cause },
          ),
        );
      };
      try {
        const request = indexedDB.open(this.#name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore("kept");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => refused(request.error);
      } catch (error) {
        refused(error);
      }
    });
  }
}
