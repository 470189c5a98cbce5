// The few expectations of scenarios, in a window, a worker or Node.

function show(value) {
  try {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  } catch {
    return `something of type ${typeof value}`;
  }
}

export function ok(condition, what) {
  if (!condition) throw new Error(`Expected: ${what}.`);
}

/** Checks that both are the same value. */
export function same(actual, expected, what = "the same value") {
  if (!Object.is(actual, expected)) ok(false, `${what}: ${show(expected)}, and not ${show(actual)}`);
}

function alike(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && alike(a[key], b[key]));
}

/** Checks that both are plain data with the same content. */
export function equal(actual, expected, what = "equal data") {
  if (!alike(actual, expected)) ok(false, `${what}: ${show(expected)}, and not ${show(actual)}`);
}

/** Returns what a promise rejects with. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error("Expected a rejection.");
}

/**
 * Returns a value that its type refuses, for a call that must refuse it too.
 *
 * @param {unknown} [value]
 * @returns {any}
 */
export const wrong = (value) => value;

/** Returns what a function throws. */
export function thrown(run) {
  let given;
  try {
    given = run();
  } catch (error) {
    return error;
  }
  if (typeof given?.then === "function") given.then(undefined, () => {});
  throw new Error("Expected it to throw at once.");
}

/** Checks that an error is the package's own, with this code. Returns it. */
export function isError(error, code, { ExportJobsError }) {
  if (!(error instanceof ExportJobsError)) ok(false, `an ExportJobsError (${code}), and not ${show(error)}`);
  ok(error instanceof Error, "an Error");
  same(error.name, "ExportJobsError", "error.name");
  ok(error.code === code, `the code ${code}, and not ${error.code}: ${error.message}`);
  ok(error.message.length > 10, "a message");
  return error;
}
