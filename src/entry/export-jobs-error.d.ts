import type { ExportJobsErrorFields, ModuleErrorCode } from "../types/declared/error.js";
import type { LoaderErrorCode } from "../types/loader-error.js";

/** The code of the failure, to branch on. */
export type ExportJobsErrorCode = ModuleErrorCode | LoaderErrorCode;

/** The members that every error of this package may have, in addition to those of `Error`. */
export interface ExportJobsError extends Readonly<Omit<ExportJobsErrorFields, "message">> {}

/**
 * The class of all failures of this package. Only an abort rejects with the signal's own reason instead. Branch on
 * `code`, and show `message`.
 *
 * @example
 * ```js
 * try {
 *   const poller = await language.start(language.exportRequest("MyProject"));
 *   await poller.pollUntilDone();
 * } catch (error) {
 *   if (!ExportJobsError.is(error)) throw error;
 *   if (error.code === "jobFailed") show(error.errors);
 *   else show(error.message);
 * }
 * ```
 */
export class ExportJobsError extends Error {
  /** Makes an error. Pages need it in tests only. */
  constructor(
    code: ExportJobsErrorCode,
    message: string,
    details?: Partial<Omit<ExportJobsErrorFields, "code" | "message">> & { cause?: unknown },
  );
  /** Always `ExportJobsError`, even if a bundler renames the class. */
  readonly name: "ExportJobsError";
  /** The cause of the failure, such as the rejection of `fetch`. */
  readonly cause?: unknown;
  /**
   * Returns whether a value is an `ExportJobsError`. Unlike `instanceof`, it also recognises errors of another copy
   * of this package, another entry or another realm.
   */
  static is(value: unknown): value is ExportJobsError;
  /**
   * Creates an error from the result of `toJSON`. `postMessage` loses the class of an error; this restores it.
   * Throws `invalidArgument` when `code` or `message` is missing.
   */
  static from(value: ExportJobsErrorJson | ExportJobsError): ExportJobsError;
  /** Returns the error as plain data, without `cause` and `stack`. For `JSON.stringify` and `postMessage`. */
  toJSON(): ExportJobsErrorJson;
}

/** An error as plain data. */
export type ExportJobsErrorJson = Readonly<ExportJobsErrorFields> & {
  /** The name of the class. */
  readonly name?: string;
};
