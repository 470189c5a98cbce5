/** What stands at the end of a chain of prototypes: `Object.prototype` of any realm. */
const isRoot = (object) => Object.getPrototypeOf(object) === null;

/**
 * A member of the object itself or of its class; `undefined` when it is absent, null, or throws. What somebody put into
 * `Object.prototype` is nobody's option.
 */
export function memberOf(object, name) {
  try {
    const value = object[name] ?? undefined;
    if (value === undefined || Object.hasOwn(object, name)) return value;
    let holder = Object.getPrototypeOf(object);
    // A proxy may have members that none of them holds.
    while (holder && !Object.hasOwn(holder, name)) holder = Object.getPrototypeOf(holder);
    return holder && isRoot(holder) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The names in a plain object. An object of a class has members that are its own affair, and gives none. */
export function namesIn(object) {
  const prototype = Object.getPrototypeOf(object);
  return prototype === null || isRoot(prototype) ? Object.keys(object) : [];
}

/** Freezes plain data, with all that is in it. */
export function frozen(data) {
  if (typeof data === "object" && data !== null) Object.values(Object.freeze(data)).forEach(frozen);
  return data;
}
