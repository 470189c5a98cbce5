import { ExportJobsError } from "./export-jobs-error.js";

/** Makes the error of what WebAssembly's own checks of an object say. */
export function misuse(text) {
  if (text.startsWith("null pointer")) {
    return new ExportJobsError(
      "freed",
      "This object was freed, by free() or by `using`. Free it after its last use, or make another one.",
    );
  }
  return new ExportJobsError("invalidArgument", `This object is in use further up in the same call: ${text}.`);
}
