/** Returns whether an object ends a chain of prototypes, as `Object.prototype` of any realm does. */
const isRoot = (object) => Object.getPrototypeOf(object) === null;

/**
 * Returns a member of the object itself or of its class. Returns `undefined` if it is absent or null, or if reading
 * it throws. Members of `Object.prototype` are ignored: they are not options of the caller.
 */
export function memberOf(object, name) {
  try {
    const value = object[name] ?? undefined;
    if (value === undefined || Object.hasOwn(object, name)) return value;
    let holder = Object.getPrototypeOf(object);
    // A proxy may have members that no object in the chain has.
    while (holder && !Object.hasOwn(holder, name)) holder = Object.getPrototypeOf(holder);
    return holder && isRoot(holder) ? undefined : value;
  } catch {
    return undefined;
  }
}

/**
 * Returns the names in a plain object. An object of a class may have members of its own, so its names are not
 * returned.
 */
export function namesIn(object) {
  const prototype = Object.getPrototypeOf(object);
  return prototype === null || isRoot(prototype) ? Object.keys(object) : [];
}

/**
 * Returns a frozen copy of a plain object, because its owner may change it later. Returns a frozen object itself, and
 * an object of a class, whose members may need the object.
 */
export function copiedOptions(object) {
  const prototype = Object.getPrototypeOf(object);
  const isPlain = prototype === null || isRoot(prototype);
  return isPlain && !Object.isFrozen(object) ? Object.freeze({ ...object }) : object;
}

/** Freezes plain data and everything in it. */
export function frozen(data) {
  if (typeof data === "object" && data !== null) Object.values(Object.freeze(data)).forEach(frozen);
  return data;
}
