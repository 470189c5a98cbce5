// The `exports` of package.json for the entries with WebAssembly, which say which file a tool takes.
import { entries } from "./entries.mjs";

const inDist = (/** @type {string} */ file) => `./dist/${file}`;

/** @param {(typeof entries)[number]} entry */
function conditionsOf({ types, commonjsTypes, script, node, commonjs, workerd, inline }) {
  const module = (/** @type {string} */ file) => ({ types: inDist(types), default: inDist(file) });
  const required = { types: inDist(commonjsTypes), default: inDist(commonjs) };
  return {
    entry: {
      workerd: module(workerd),
      // Set by Angular, which copies no file that a script of a package refers to.
      es2015: module(inline),
      // Set by Bun, whose bundler does not copy it either.
      bun: module(inline),
      // Set by Node, and with `module` by bundlers of programs for Node, many of which copy no file.
      node: { module: module(inline), import: module(node), require: required },
      module: module(script),
      require: required,
      default: module(script),
    },
    inline: { module: module(inline), require: required, default: module(inline) },
  };
}

/** Returns the names under which an entry is imported. @param {(typeof entries)[number]} entry */
const pathsOf = ({ name, specifier }) => [...new Set([specifier.replace("export-jobs", "."), `./${name}`])];

/** Returns the part of `exports` for the entries with WebAssembly. */
export const entryExports = Object.fromEntries([
  ...entries.flatMap((entry) => pathsOf(entry).map((path) => [path, conditionsOf(entry).entry])),
  ...entries.flatMap((entry) => pathsOf(entry).map((path) => [`${path}/inline`, conditionsOf(entry).inline])),
]);

/**
 * Returns `typesVersions`, with which a TypeScript that does not read `exports` finds the types.
 *
 * @param {Record<string, any>} exported `exports` of package.json.
 */
export function typesVersions(exported) {
  const typesOf = (/** @type {any} */ target) => target.types ?? target.default?.types;
  const found = Object.entries(exported).flatMap(([path, target]) =>
    path !== "." && typesOf(target) ? [[path.slice(2), [typesOf(target)]]] : [],
  );
  return { "*": Object.fromEntries(found) };
}

/**
 * Returns `alias`, with which Parcel finds the files: it does not read `exports` unless the user says so.
 *
 * @param {Record<string, any>} exported `exports` of package.json.
 */
export function alias(exported) {
  const scriptOf = (/** @type {any} */ target) => (target.module ?? target.default)?.default ?? target.default;
  const found = Object.entries(exported).flatMap(([path, target]) =>
    /^\.\/[\w/]+$/.test(path) && scriptOf(target) ? [[path, scriptOf(target)]] : [],
  );
  return Object.fromEntries(found);
}
