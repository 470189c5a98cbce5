/** Marks the errors of every copy of this package, in any entry, bundle or realm. */
const brand = Symbol.for("export-jobs/error");

/** The class of all failures of this package. Branch on its `code`, show its `message`. */
export class ExportJobsError extends Error {
  constructor(code, message, details) {
    const { cause, ...fields } = details ?? {};
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, fields);
  }

  /**
   * Returns whether a value is an `ExportJobsError`. Unlike `instanceof`, it also recognises errors of another copy
   * of this package or another realm.
   */
  static is(value) {
    try {
      return value?.[brand] === true && typeof value.code === "string" && typeof value.message === "string";
    } catch {
      return false;
    }
  }

  /** Creates an error from the result of `toJSON`, or from an error of another copy. */
  static from(value) {
    const plain = ExportJobsError.is(value) ? value.toJSON() : value;
    if (typeof plain?.code !== "string" || typeof plain.message !== "string") {
      throw new ExportJobsError(
        "invalidArgument",
        "ExportJobsError.from takes what error.toJSON() gave: an object with a code and a message.",
      );
    }
    // Parsed JSON can have `__proto__` as a member of its own. It would replace the class.
    const { name, code, message, stack, cause, ["__proto__"]: prototype, ...details } = plain;
    return new ExportJobsError(code, message, details);
  }

  /** Returns the error as plain data, without `cause` and `stack`. For `JSON.stringify` and `postMessage`. */
  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}
// Keeps the name if a bundler renames the class.
Object.defineProperty(ExportJobsError, "name", { value: "ExportJobsError", configurable: true });
Object.defineProperty(ExportJobsError.prototype, "name", {
  value: "ExportJobsError",
  configurable: true,
  writable: true,
});
Object.defineProperty(ExportJobsError.prototype, brand, { value: true });
