/** A place in this browser that outlives the page: IndexedDB, which takes what is too large for localStorage. */
export class Drawer {
  #name;
  /** @type {Promise<IDBDatabase> | undefined} */
  #opened;

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /** @param {string} key @returns {Promise<any>} undefined when there is nothing. */
  get(key) {
    return this.#do("readonly", (store) => store.get(key));
  }

  /** Resolves when it is stored for good. @param {string} key @param {unknown} value */
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
      // What is promised to be kept must not be lost with the power.
      const transaction = database.transaction("kept", mode, { durability: "strict" });
      const request = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () =>
        reject(transaction.error ?? new Error("The browser's storage gave up."));
    });
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    return new Promise((resolve, reject) => {
      const refused = (/** @type {unknown} */ cause) => {
        // It may work the next time.
        this.#opened = undefined;
        reject(
          new Error(
            "This browser lets the page keep nothing (IndexedDB), and what cannot be kept cannot be gone on with. Allow the page to store data, and reload it.",
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
