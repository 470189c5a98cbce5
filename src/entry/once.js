/* The build replaces VERSION, the version of the package. */
/* global VERSION */

// Each entry has a copy of this file. The copies meet in a property of the global object, because a page that imports a
// common script would wait for one more download.
const place = Symbol.for(`export-jobs@${VERSION}`);
const values = globalThis[place] ?? {};
// Returns false if the global object is frozen. Each entry then has its own values.
Reflect.defineProperty(globalThis, place, { value: values });

/**
 * Returns a value that all entries of this version share. The first entry that asks for it makes it.
 *
 * @template T
 * @param {string} name
 * @param {() => T} make
 * @returns {T}
 */
export const once = (name, make) => (values[name] ??= make());
