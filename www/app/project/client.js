const url = new URL("./worker.js", import.meta.url);

/**
 * Returns the worker's script. The page's policy allows only one script as a worker.
 * @returns {any}
 */
function trusted() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  const policy = types?.createPolicy("export-jobs-worker", { createScriptURL: () => String(url) });
  return policy?.createScriptURL("") ?? url;
}

/** The project in its worker. Calls are answered in order. */
export class ProjectClient {
  #worker = new Worker(trusted(), { type: "module", name: "project" });
  /** @type {Map<number, { resolve(value: any): void, reject(error: unknown): void, tell?(progress: any): void }>} */
  #waiting = new Map();
  #last = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data: { id, value, failure, progress } }) => {
      const waiting = this.#waiting.get(id);
      if (progress) return waiting?.tell?.(progress);
      this.#waiting.delete(id);
      if (failure) waiting?.reject(Object.assign(new Error(failure.message), failure));
      else waiting?.resolve(value);
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      const error = new Error(event.message || "The worker of this page could not be started.");
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  /**
   * @param {string} call
   * @param {Record<string, unknown>} [message]
   * @param {(progress: any) => void} [tell]
   * @returns {Promise<any>}
   */
  ask(call, message = {}, tell) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, tell });
      this.#worker.postMessage({ id, call, ...message });
    });
  }
}
