/**
 * Makes a value when it is first needed. A phone takes tens of milliseconds to make a format of `Intl`.
 * @template T
 * @param {() => T} make
 */
export function once(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}
