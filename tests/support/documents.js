// The Markdown documents of the repository, and the code that they show.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { inRoot } from "../../scripts/project.mjs";

/** @param {string} name From the repository's root. */
export const read = (name) => readFileSync(inRoot(name), "utf8");

/** The paths of all documents, from the repository's root. */
export const documents = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...readdirSync(inRoot("docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .sort(),
];

/** The text without its code blocks, in which a line that begins with # is no heading. @param {string} text */
export const withoutCode = (text) => text.replaceAll(/^```[^]*?^```$/gm, "");

/** The headings of a text, with their levels. @param {string} text */
export const headingsIn = (text) =>
  [...withoutCode(text).matchAll(/^(#{1,6}) (.*)$/gm)].map(([, { length: level }, title]) => ({ level, title }));

/** The anchors of the headings, as GitHub makes them. @param {string} text */
export function anchorsIn(text) {
  const seen = new Map();
  return headingsIn(text).map(({ title }) => {
    const slug = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

/**
 * The blocks of code in a text, in their order.
 * @param {string} text @param {string} [language]
 */
export const codeIn = (text, language = "js") =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, code]) => code);

/** Returns the code of documents, and records which code was returned. */
export class Examples {
  /** @type {Set<string>} */
  #given = new Set();

  /**
   * The JavaScript blocks under a heading, up to the next heading of its level or a higher one.
   * @param {string} document @param {string} heading With its #.
   */
  under(document, heading) {
    const [, section] = `\n${read(document)}`.split(`\n${heading}\n`);
    assert.ok(section, `${document} has no "${heading}"`);
    const [{ length: level }] = heading.match(/^#+/) ?? [""];
    const codes = codeIn(section.split(new RegExp(`^#{1,${level}} `, "m"))[0]);
    assert.ok(codes.length > 0, `${document} has no code under "${heading}"`);
    for (const code of codes) this.#given.add(code);
    return codes;
  }

  /**
   * Returns the blocks of a document that were not used.
   * @param {string} document
   */
  left(document) {
    return codeIn(read(document)).filter((code) => !this.#given.has(code));
  }
}

/**
 * The texts of a union type in TypeScript.
 * @param {string} file @param {string} type
 */
export function textsOf(file, type) {
  const [, union] = read(file).split(`export type ${type} =`);
  assert.ok(union, `${file} has no type ${type}`);
  return [...union.split(";\n")[0].matchAll(/^\s*\| "(\w+)"/gm)].map(([, text]) => text);
}

const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/**
 * Runs code with these names, without its imports of the package. Returns the wanted names that it declares.
 * @param {string} code @param {Record<string, any>} names @param {string[]} wanted
 */
export function run(code, names, ...wanted) {
  const body = `${code.replaceAll(/^import .* from "export-jobs(?:\/[\w-]+)*";\n/gm, "")}\nreturn { ${wanted.join(", ")} };`;
  return new AsyncFunction(...Object.keys(names), body)(...Object.values(names));
}
