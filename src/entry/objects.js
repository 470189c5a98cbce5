// Makes JavaScript values from the JSON that the module writes. No other file does. src/wasm/values/output.rs calls it.
import { ExportJobsError } from "./export-jobs-error.js";

/** The pieces of a long JSON text that came before its last one. */
let pieces = "";

/** Keeps a piece of a long JSON text. Its end goes to `objectOf`. */
export function takePiece(json) {
  pieces += json;
}

/**
 * Returns the value of a JSON text, of which `json` is the last piece. `failures` is a JSON list with the path of each
 * error in it, and `undefined` without errors. Returns `undefined` for a text that is not JSON.
 */
export function objectOf(json, failures, isFrozen) {
  const whole = pieces + json;
  pieces = "";
  try {
    const value = JSON.parse(whole);
    if (failures) JSON.parse(failures).forEach((path) => replace(value, path));
    return isFrozen ? frozen(value) : value;
  } catch {
    return undefined;
  }
}

/** Creates an `ExportJobsError` from the JSON of its members. */
export function errorOf(json, cause) {
  const fields = JSON.parse(json);
  if (cause !== undefined) fields.cause = cause;
  return new ExportJobsError(fields.code, fields.message, fields);
}

/** Replaces the members of an error, at a path within a value, by the error. */
function replace(value, path) {
  const name = path.pop();
  const holder = path.reduce((object, step) => object[step], value);
  holder[name] = new ExportJobsError(holder[name].code, holder[name].message, holder[name]);
}

/** Returns the result of an iterator: a value, or the end. */
export const stepOf = (value, done) => ({ done, value });

/** Freezes plain data and everything in it. */
export function frozen(data) {
  if (typeof data === "object" && data !== null) Object.values(Object.freeze(data)).forEach(frozen);
  return data;
}
