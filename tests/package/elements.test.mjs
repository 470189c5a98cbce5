// The elements as a package: on a server, in size, in all languages, and in the manifest that editors read.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { elementsLimit } from "../../scripts/build/entries.mjs";
import { filesIn } from "../../scripts/build/stamp.mjs";
import { inRoot } from "../../scripts/project.mjs";
import english from "../../src/elements/texts/en.js";

const read = (...name) => readFileSync(inRoot(...name), "utf8");
const manifest = JSON.parse(read("custom-elements.json"));
const declarations = manifest.modules[0].declarations;

test("a server imports the elements, and defines none", async () => {
  const elements = await import("export-jobs/elements");
  elements.defineElements();
  await import("export-jobs/elements/define");
  const { default: arabic } = await import("export-jobs/elements/ar");
  elements.addLanguages(arabic);
  assert.deepEqual(Object.keys(elements).sort(), [
    "ExportBoardElement",
    "ExportButtonElement",
    "ExportJobElement",
    "addLanguages",
    "defineElements",
  ]);
});

test("React renders them on a server, without an object in an attribute", () => {
  const client = { credential: { key: "marked-key" } };
  const html = renderToString(createElement("export-job", { client, label: "Exports", "heading-level": 3 }));
  assert.equal(html, '<export-job label="Exports" heading-level="3"></export-job>');
});

test("the elements are as small as promised", () => {
  const { length } = brotliCompressSync(readFileSync(inRoot("dist", "elements.js")));
  assert.ok(length <= elementsLimit, `${length} bytes after brotli are more than ${elementsLimit}`);
});

/** The paths of all texts, such as `states.running`. Languages differ in their forms for numbers. */
function pathsOf(texts, prefix = "") {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string" || typeof value.other === "string"
      ? [prefix + name]
      : pathsOf(value, `${prefix}${name}.`),
  );
}

/** The `{names}` of a text, or of all its forms for numbers. */
const placesIn = (text) => {
  const all = typeof text === "string" ? text : Object.values(text).join();
  return [...new Set(Array.from(all.matchAll(/\{(\w+)\}/g), ([, name]) => name))].sort();
};
const at = (texts, path) => path.split(".").reduce((part, name) => part[name], texts);

for (const file of readdirSync(inRoot("src", "elements", "texts")).filter((name) => name.endsWith(".js")))
  describe(`the texts of ${file}`, () => {
    const texts = import(`../../src/elements/texts/${file}`);

    test("are complete, and have the same places", async () => {
      const { default: own } = await texts;
      assert.deepEqual(pathsOf(own).sort(), pathsOf(english).sort());
      for (const path of pathsOf(english)) assert.deepEqual(placesIn(at(own, path)), placesIn(at(english, path)), path);
    });

    test("have every form for numbers", async () => {
      const { default: own } = await texts;
      const forms = new Intl.PluralRules(own.lang).resolvedOptions().pluralCategories;
      for (const path of pathsOf(own)) {
        const text = at(own, path);
        if (typeof text !== "string") assert.deepEqual(Object.keys(text).sort(), [...forms].sort(), path);
      }
    });
  });

describe("custom-elements.json", () => {
  const sources = [...filesIn(inRoot("src", "elements"))].filter((file) => /\.(js|css)$/.test(file));
  const text = sources.map((file) => readFileSync(file, "utf8")).join("\n");
  const found = (pattern) => new Set(Array.from(text.matchAll(pattern), ([, name]) => name));
  const listed = (kind) => new Set(declarations.flatMap((it) => it[kind].map(({ name }) => name)));

  test("is named in package.json, and names files that are there", () => {
    assert.equal(JSON.parse(read("package.json")).customElements, "./custom-elements.json");
    for (const { path } of manifest.modules) assert.ok(existsSync(inRoot(path)), path);
  });

  test("has the custom properties of the style sheets", () => {
    assert.deepEqual(listed("cssProperties"), found(/var\((--export-jobs-[\w-]+)/g));
  });

  test("has the parts", () => {
    const parts = new Set([
      ...found(/part: "([^"]+)"/g),
      ...found(/(?:button|action)\(\s*"([\w-]+)"/g),
      "button", // beside the name of each button
    ]);
    assert.deepEqual(listed("cssParts"), parts);
  });

  test("has the slots", () => {
    const slots = new Set(["", ...found(/create\("slot", \{\s*name: "([\w-]+)"/g), ...found(/name: "(actions)",/g)]);
    assert.deepEqual(listed("slots"), slots);
  });
});
