// Comments in the code cite headings of the documents, such as docs/contracts/azure-language.md#job-states. Each of
// them exists.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";
import { anchorsIn, documents, read } from "../support/documents.js";

const sources = ["src", "tests", "www", "benches", "scripts"].flatMap((folder) =>
  readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(rs|js|mjs|ts)$/.test(name) && !/(^|[/\\])(target|node_modules)[/\\]/.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
);

/** The citations of a text. @param {string} text */
const citationsIn = (text) => [...text.matchAll(/\bdocs\/[\w/-]+\.md(?:#[\w-]+)?/g)].map(([citation]) => citation);

/** Whether a citation leads to a document, and to one of its headings. @param {string} citation */
function isThere(citation) {
  const [file, anchor] = citation.split("#");
  return existsSync(inRoot(file)) && (anchor === undefined || anchorsIn(read(file)).includes(anchor));
}

describe("the comments", () => {
  const own = ["tests/package/citations.test.mjs", "tests/package/documents.test.mjs"];
  const texts = sources
    .filter((name) => !own.includes(name))
    .map((name) => ({ name, text: readFileSync(inRoot(name), "utf8") }));

  test("cite documents and headings that exist", () => {
    const missing = texts.flatMap(({ name, text }) =>
      citationsIn(text)
        .filter((citation) => !isThere(citation))
        .map((citation) => `${name}: ${citation}`),
    );
    assert.deepEqual(missing, []);
    assert.ok(!isThere("docs/contracts/azure-language.md#no-such-heading"));
  });

  test("cite a heading with every contract", () => {
    const cited = texts
      .flatMap(({ text }) => citationsIn(text))
      .filter((citation) => citation.startsWith("docs/contracts/"));
    assert.ok(cited.length > 30, `${cited.length} citations`);
    assert.deepEqual(
      cited.filter((citation) => !citation.includes("#")),
      [],
    );
  });

  test("cite documents outside the repository with their address", () => {
    const outside = texts.flatMap(({ name, text }) =>
      [...text.matchAll(/\(?\b[Tt]he reference of\b|\(reference\b|\breference, (?:section|polling)|§\d/g)].map(
        ([found]) => `${name}: ${found}`,
      ),
    );
    assert.deepEqual(outside, []);
  });
});

describe("the documents for contributors", () => {
  /** The paths that a document names. @param {string} text */
  const pathsIn = (text) =>
    [...text.matchAll(/`((?:src|tests|www|benches|scripts|docs|\.ci)\/[\w./*-]*)`/g)].map(([, path]) => path);

  test("name files and folders that exist", () => {
    const missing = documents
      .filter((name) => name !== "CHANGELOG.md")
      .flatMap((name) =>
        pathsIn(read(name)).flatMap((path) =>
          path.includes("*") || existsSync(inRoot(path)) ? [] : [`${name}: ${path}`],
        ),
      );
    assert.deepEqual(missing, []);
  });

  test("name types and methods that exist", () => {
    const code = sources
      .filter((name) => name.endsWith(".rs"))
      .map((name) => readFileSync(inRoot(name), "utf8"))
      .join("\n");
    const contributors = documents.filter(
      (name) => name === "CONTRIBUTING.md" || name.startsWith("docs/architecture/"),
    );
    const named = contributors.flatMap((name) =>
      [...read(name).matchAll(/`(?:\w+::)?([A-Z]\w+)::(\w+)`/g)].map(([whole, type, member]) => ({
        name,
        whole,
        type,
        member,
      })),
    );
    assert.ok(named.length > 5);
    /** @param {{ type: string, member: string }} named A method, or a variant, which begins with a capital letter. */
    const isThere = ({ type, member }) =>
      new RegExp(`\\b(struct|enum|trait|type) ${type}\\b`).test(code) &&
      new RegExp(/^[A-Z]/.test(member) ? `^ +${member}\\b` : `\\bfn ${member}\\b`, "m").test(code);
    assert.deepEqual(
      named.filter((it) => !isThere(it)).map(({ name, whole }) => `${name}: ${whole}`),
      [],
    );
  });

  /** The files in a column whose title says in which folder they are. @param {string} text */
  function filesIn(text) {
    const cellsOf = (/** @type {string} */ row) => row.split("|").slice(1, -1);
    return [...text.matchAll(/^(\|.*\|)\n\| ---.*\n((?:\|.*\n)+)/gm)].flatMap(([, head, rows]) =>
      cellsOf(head).flatMap((title, column) => {
        const [, folder] = title.match(/\bin `(src\/[\w/]*)`/) ?? [];
        const cells = folder
          ? rows
              .trim()
              .split("\n")
              .map((row) => cellsOf(row)[column])
          : [];
        return cells.flatMap((cell) => [...cell.matchAll(/`([\w/]+(?:\.rs|\/))`/g)].map(([, file]) => folder + file));
      }),
    );
  }

  test("list every file of a folder in its table", () => {
    assert.ok(documents.flatMap((name) => filesIn(read(name))).length > 40);
    const missing = documents.flatMap((name) =>
      filesIn(read(name)).flatMap((file) => (existsSync(inRoot(file)) ? [] : [`${name}: ${file}`])),
    );
    assert.deepEqual(missing, []);
  });
});
