// Every public item of the types has a comment, since an editor shows it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript-oldest";
import { entries } from "../../scripts/build/entries.mjs";
import { inRoot } from "../../scripts/project.mjs";

/** The public items of a file of declarations that have no comment, such as `Job.id`. */
function undocumented(text) {
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true);
  const isDocumented = (node) => ts.getJSDocCommentsAndTags(node).some((it) => ts.isJSDoc(it) && it.comment);
  const exported = file.statements.filter(
    (it) => ts.canHaveModifiers(it) && ts.getModifiers(it)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  const nameOf = (node) =>
    ts.isConstructorDeclaration(node) ? "constructor" : (node.name?.getText(file) ?? "[index]");
  // A class and an interface that are merged need one comment, and so do overloads.
  const documented = new Set(exported.filter(isDocumented).map(nameOf));
  const missing = exported.map(nameOf).filter((name) => !documented.has(name));
  let members = 0;
  const visit = (node, owner) => {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
      const own = new Set(node.members.filter(isDocumented).map(nameOf));
      members += node.members.length;
      for (const member of node.members) {
        const name = nameOf(member);
        if (!own.has(name) && !ts.isIndexSignatureDeclaration(member)) missing.push(`${owner}.${name}`);
      }
    } else if (
      ts.isIntersectionTypeNode(node) ||
      ts.isUnionTypeNode(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isParenthesizedTypeNode(node)
    ) {
      ts.forEachChild(node, (child) => visit(child, owner));
    }
  };
  for (const declaration of exported) visit(declaration, nameOf(declaration));
  return { missing: [...new Set(missing)], members };
}

for (const { types } of entries) {
  test(`each item of ${types} has a comment`, () => {
    const { missing, members } = undocumented(readFileSync(inRoot("dist", types), "utf8"));
    assert.ok(members > 100, `${members} members`);
    assert.deepEqual(missing, []);
  });
}

test("an item without a comment is found", () => {
  const { missing } = undocumented(`
    export interface A {
      a: string;
      /** A number. */
      b: number;
    }
    /** A class. */
    export class C {
      private constructor();
      /** Does it. */
      c(): void;
      d(): void;
    }
    /** A choice. */
    export type T =
      | { e: 1 }
      | {
          /** Two. */
          f: 2;
        };
  `);
  assert.deepEqual(missing, ["A", "A.a", "C.constructor", "C.d", "T.e"]);
});

/** Which calls have an example, and each class. */
test("classes and the calls that people begin with have an example", () => {
  const text = readFileSync(inRoot("dist", "index.d.ts"), "utf8");
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true);
  const hasExample = (node) => ts.getJSDocTags(node).some((tag) => tag.tagName.text === "example");
  const classes = file.statements.filter(ts.isClassDeclaration);
  const missing = classes.filter((it) => !hasExample(it)).map((it) => it.name.text);
  for (const [name, method] of [
    ["Service", "start"],
    ["Service", "follow"],
    ["JobBoard", "submit"],
    ["ExportedProject", "read"],
    ["ExportedProject", "retarget"],
    ["Replication", "run"],
  ]) {
    const holder = classes.find((it) => it.name.text === name);
    const member = holder?.members.find((it) => it.name?.getText(file) === method);
    if (!member || !hasExample(member)) missing.push(`${name}.${method}`);
  }
  assert.deepEqual(missing, []);
});
