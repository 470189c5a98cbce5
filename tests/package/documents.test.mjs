// The documents: the first ones are short, and every link leads to something that exists.
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";
import { anchorsIn, documents, headingsIn, read, withoutCode } from "../support/documents.js";

const repository = "https://github.com/export-jobs/export-jobs/blob/main/";
/** The part for users. The rest is for those who work on the package. */
const isPacked = (/** @type {string} */ name) =>
  /^(README\.md|CHANGELOG\.md|LICENSE|docs\/[^/]+\.md|docs\/contracts\/.+\.md)$/.test(name);

/** The links of a document. @param {string} text */
const linksIn = (text) =>
  [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)|\]\(([^()\s]*\([^()\s]*\)[^()\s]*)\)/g)].map(
    ([, plain, nested]) => plain ?? nested,
  );

/** Returns the problem of a link, or undefined. @param {string} from @param {string} link */
function problemOf(from, link) {
  if (/^https?:/.test(link) && !link.startsWith(repository)) return undefined;
  const [target, anchor] = link.replace(repository, "/").split("#");
  const file =
    target === ""
      ? from
      : path.posix.normalize(
          target.startsWith("/") ? target.slice(1) : path.posix.join(path.posix.dirname(from), target),
        );
  if (!existsSync(inRoot(file))) return "no such file";
  if (anchor !== undefined && !anchorsIn(read(file)).includes(anchor)) return `no such heading in ${file}`;
  // npm resolves the links of the README against the repository; those of other files lead into the package.
  if (isPacked(from) && from !== "README.md" && !link.startsWith(repository) && !isPacked(file))
    return `${file} is not in the package`;
  return undefined;
}

/** All that is wrong with the links of a text. @param {string} from @param {string} text */
const problemsIn = (from, text) =>
  linksIn(text).flatMap((link) => {
    const problem = problemOf(from, link);
    return problem ? [`${from}: ${link}: ${problem}`] : [];
  });

describe("the documents", () => {
  test("at the entrance are short", () => {
    const size = (/** @type {string} */ name) => statSync(inRoot(name)).size;
    assert.ok(size("README.md") <= 9 * 1024, `README.md has ${size("README.md")} bytes`);
    assert.ok(size("CONTRIBUTING.md") <= 8 * 1024, `CONTRIBUTING.md has ${size("CONTRIBUTING.md")} bytes`);
  });

  test("have links and anchors that exist", () => {
    assert.deepEqual(
      documents.flatMap((name) => problemsIn(name, read(name))),
      [],
    );
  });

  test("with a link that leads nowhere are found", () => {
    const text =
      "[a](docs/nowhere.md) [b](docs/errors.md#nothing) [c](#no-heading) [d](docs/errors.md#errors-that-travel) [e](https://example.com/x)";
    assert.equal(problemsIn("README.md", text).length, 3);
    assert.equal(problemsIn("docs/errors.md", "[a](../src/lib.rs)").length, 1);
  });

  test("are all reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const from of reached) {
      for (const link of linksIn(read(from))) {
        const file = path.posix.join(path.posix.dirname(from), link.split("#")[0]);
        if (documents.includes(file)) reached.add(file);
      }
    }
    assert.deepEqual(
      documents.filter((name) => !reached.has(name)),
      [],
    );
  });

  test("have one title each", () => {
    for (const name of documents)
      assert.equal(headingsIn(read(name)).filter(({ level }) => level === 1).length, 1, name);
  });

  test("are packed as the package says", () => {
    const { files } = JSON.parse(read("package.json"));
    assert.deepEqual(
      files.filter((/** @type {string} */ name) => name.startsWith("docs")),
      ["docs/*.md", "docs/contracts"],
    );
    assert.deepEqual(
      readdirSync(inRoot("docs", "contracts")).filter((name) => !name.endsWith(".md")),
      [],
    );
  });
});
