// Reads the values that a page passes in. src/wasm/values/fields.rs and src/wasm/values/foreign.rs call it.

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

/** Returns the names in a text, as the other functions take them. */
export const namesOf = (text) => text.split(",");

/**
 * Returns the first name in a plain object that is not among `names`. The names of an object of a class are ignored,
 * because it may have further members; so are those of a proxy that throws.
 */
export function otherName(object, names) {
  try {
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== null && !isRoot(prototype)) return undefined;
    return Object.keys(object).find((name) => !names.includes(name));
  } catch {
    return undefined;
  }
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

/** Returns whether a member is still the same value. */
export function isStill(object, name, value) {
  try {
    return object[name] === value;
  } catch {
    return false;
  }
}

/** Returns the job in an object that a board gave, or the value itself. */
export function jobIn(value) {
  try {
    return (typeof value === "object" ? value?.job : undefined) ?? value;
  } catch {
    return value;
  }
}

/** The longest text that crosses with other members, in UTF-16 units. */
const LONGEST = 65_536;

/** The values of the last `membersOf` or `itemsOf` that cross by themselves. */
let apart = [];

/**
 * Returns the members of an object with these names as one text; `undefined` for anything but an object. Each member is
 * read as `memberOf` does, and written as `packed` does.
 */
export function membersOf(object, names) {
  if (typeof object !== "object" || object === null || isList(object)) return undefined;
  const others = [];
  let text = "";
  for (const name of names) text += packed(memberOf(object, name), others);
  apart = others;
  return text;
}

/** Returns the first `most` items of a list in the same way; `undefined` for anything but a list. */
export function itemsOf(list, most) {
  if (!isList(list)) return undefined;
  const others = [];
  let text = "";
  // A list may claim four billion items, and reading one may throw.
  const length = memberOf(list, "length");
  for (let at = 0; at < Math.min(length, most); at += 1) text += packed(itemOf(list, at), others);
  apart = others;
  return text;
}

/** Returns one of the values that cross by themselves. The last one empties their list. */
export function takeApart(at) {
  const value = apart[at];
  if (at === apart.length - 1) apart = [];
  return value;
}

/**
 * Writes a value: `s5:words`, `n7:`, `t`, `f`, or `-` for `undefined`. Any other value, such as a function, an object,
 * a long text or a fraction, is `o`, and added to `others`. src/wasm/values/packed.rs reads this.
 */
function packed(value, others) {
  switch (typeof value) {
    case "undefined":
      return "-";
    case "boolean":
      return value ? "t" : "f";
    case "string":
      if (value.length <= LONGEST) return `s${value.length}:${value}`;
      break;
    case "number":
      if (Number.isSafeInteger(value) && value >= 0) return `n${value}:`;
  }
  others.push(value);
  return "o";
}

/** Returns whether a value is a list, from any realm. A proxy that was revoked is none. */
function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function itemOf(list, at) {
  try {
    return list[at];
  } catch {
    return undefined;
  }
}
