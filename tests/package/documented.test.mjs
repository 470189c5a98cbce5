// Every public item of the types has a comment, since an editor shows it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript-oldest";
import { entries, gateway, shared } from "../../scripts/build/entries.mjs";
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

for (const { types } of [...entries, gateway, shared, { types: "elements.d.ts" }]) {
  test(`each item of ${types} has a comment`, () => {
    const { missing, members } = undocumented(readFileSync(inRoot("dist", types), "utf8"));
    assert.ok(members > 25, `${members} members`);
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

/** The codes of `ExportJobsError`: the members of the two union types. */
function errorCodes(text) {
  const file = ts.createSourceFile("shared.d.ts", text, ts.ScriptTarget.Latest, true);
  const unions = file.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ name }) => ["ModuleErrorCode", "LoaderErrorCode"].includes(name.text));
  return new Set(unions.flatMap(({ type }) => /** @type {any} */ (type).types.map(({ literal }) => literal.text)));
}

/**
 * Returns the methods and functions whose result is a promise and whose comment does not name an error code that it
 * rejects with, and the comments that name a code that does not exist.
 */
function withoutErrors(text, codes) {
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true);
  const problems = [];
  const visit = (node, owner) => {
    const name = [owner, node.name?.getText(file)].filter(Boolean).join(".");
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      node.members.forEach((member) => visit(member, name));
    } else if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node) || ts.isFunctionDeclaration(node)) {
      const comment = ts
        .getJSDocCommentsAndTags(node)
        .map((it) => it.getText(file).replace(/\s*\n\s*\*\s*/g, " "))
        .join(" ");
      const named = [...comment.matchAll(/(?:[Tt]hrows|[Rr]ejects with) `(\w+)`/g)].map(([, code]) => code);
      const strange = named.filter((code) => !codes.has(code));
      const sentences = comment.split(/[Rr]ejects\b/).slice(1);
      const namesCode = sentences.some((it) => [...it.matchAll(/`(\w+)`/g)].some(([, code]) => codes.has(code)));
      const isPromise = node.type?.getText(file).startsWith("Promise<");
      if (isPromise && !namesCode && !/[Nn]ever rejects/.test(comment)) problems.push(name);
      strange.forEach((code) => problems.push(`${name}: ${code} is not a code`));
    }
  };
  file.statements.forEach((it) => visit(it, ""));
  return problems;
}

const read = (types) => readFileSync(inRoot("dist", types), "utf8");

for (const { types } of entries) {
  test(`each method of ${types} that returns a promise names what it rejects with`, () => {
    assert.deepEqual(withoutErrors(read(types), errorCodes(read(shared.types))), []);
  });
}

test("a promise without an error code, and a code that does not exist, are found", () => {
  const problems = withoutErrors(
    `
    export class C {
      /** Does it. */
      a(): Promise<void>;
      /** Does it. Rejects with \`network\` when it is offline. */
      b(): Promise<void>;
      /** Does it. Never rejects. */
      c(): Promise<void>;
      /** Does it. Throws \`nettwork\`. */
      d(): void;
      /** Does it. Rejects with the failure, such as \`timeout\`. */
      e(): Promise<void>;
    }
    /** Does it. */
    export function f(): Promise<void>;
  `,
    errorCodes(`export type ModuleErrorCode = "network" | "timeout";`),
  );
  assert.deepEqual(problems, ["C.a", "C.d: nettwork is not a code", "f"]);
});

test("classes and the calls that people begin with have an example", () => {
  const text = readFileSync(inRoot("dist", "all.d.ts"), "utf8");
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
