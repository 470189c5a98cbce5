import { ExportJobsError } from "./export-jobs-error.js";

/** Creates an error from the message of WebAssembly's own checks of an object. */
export function misuse(text) {
  if (text.startsWith("null pointer")) {
    return new ExportJobsError(
      "freed",
      "This object was freed, by free() or by `using`. Free it after its last use, or create another one.",
    );
  }
  return new ExportJobsError(
    "invalidArgument",
    `This object is already in use by the call that led to this one: ${text}.`,
  );
}
