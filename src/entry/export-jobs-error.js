/** Marks the errors of every copy of this package, whichever entry, bundle or realm it is in. */
const brand = Symbol.for("export-jobs/error");

/** Every failure that this package reports: branch on its `code`, show its `message`. */
export class ExportJobsError extends Error {
  constructor(code, message, details) {
    const { cause, ...fields } = details ?? {};
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, fields);
  }

  /** Tells whether a value is such an error, also one of another copy of this package or of another realm, where `instanceof` fails. */
  static is(value) {
    try {
      return value?.[brand] === true && typeof value.code === "string" && typeof value.message === "string";
    } catch {
      return false;
    }
  }

  /** Makes an error of what `toJSON` gave, or of the error of another copy. */
  static from(value) {
    const plain = ExportJobsError.is(value) ? value.toJSON() : value;
    if (typeof plain?.code !== "string" || typeof plain.message !== "string") {
      throw new ExportJobsError(
        "invalidArgument",
        "ExportJobsError.from takes what error.toJSON() gave: an object with a code and a message.",
      );
    }
    // `__proto__` is a member of its own where the text that was parsed says so, and would replace the class.
    const { name, code, message, stack, cause, ["__proto__"]: prototype, ...details } = plain;
    return new ExportJobsError(code, message, details);
  }

  /** The error as plain data: everything but `cause` and `stack`. For `JSON.stringify` and `postMessage`. */
  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}
// Also where a bundler renames the class.
Object.defineProperty(ExportJobsError, "name", { value: "ExportJobsError", configurable: true });
Object.defineProperty(ExportJobsError.prototype, "name", {
  value: "ExportJobsError",
  configurable: true,
  writable: true,
});
Object.defineProperty(ExportJobsError.prototype, brand, { value: true });
