/** Every failure that this package reports: branch on its `code`, show its `message`. */
export class ExportJobsError extends Error {
  constructor(code, message, details) {
    const { cause, ...fields } = details ?? {};
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, fields);
  }
}
// Also where a bundler renames the class.
Object.defineProperty(ExportJobsError, "name", { value: "ExportJobsError", configurable: true });
Object.defineProperty(ExportJobsError.prototype, "name", { value: "ExportJobsError", configurable: true, writable: true });
