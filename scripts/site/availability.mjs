// Finds the entries of the package that have a name or a member of a class.
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { entries, shared } from "../build/entries.mjs";
import { dist } from "../project.mjs";

/**
 * Returns the names that a file with types declares, each with the names of its members.
 * @param {string} file @param {Map<string, Set<string>>} [names] The map to which names are added.
 */
function namesIn(file, names = new Map()) {
  const source = ts.createSourceFile(file, readFileSync(path.join(dist, file), "utf8"), ts.ScriptTarget.ES2022);
  for (const statement of source.statements) {
    const { name, members = [] } = /** @type {import("typescript").ClassDeclaration} */ (statement);
    if (!name) continue;
    const known = names.get(name.text) ?? new Set();
    for (const member of members) if (member.name) known.add(member.name.getText(source));
    names.set(name.text, known);
  }
  return names;
}

/** Returns the specifiers of the entries that have a name, in the order of the entries. */
export function availability() {
  const all = entries.map(({ specifier, types }) => ({ specifier, names: namesIn(types, namesIn(shared.types)) }));
  return {
    /** @param {string} name */
    of: (name) => all.filter(({ names }) => names.has(name)).map(({ specifier }) => specifier),
    /**
     * Returns the entries that have a member, if not all entries that have its class do.
     * @param {string} name @param {string} member
     */
    ofMember(name, member) {
      const having = all.filter(({ names }) => names.has(name));
      const specifiers = having.filter(({ names }) => names.get(name)?.has(member)).map(({ specifier }) => specifier);
      return specifiers.length < having.length && specifiers.length > 0 ? specifiers : undefined;
    },
  };
}
