/** A promise that src/wasm/platform/promise.rs settles. */
export class Deferred {
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Settles the promise, unless it is settled already. */
  settle(isResolved, value) {
    (isResolved ? this.resolve : this.reject)(value);
  }
}
