// package.json says which file a tool takes. With UPDATE=1, this writes what the entries need.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { alias, entryExports, typesVersions } from "../../scripts/build/exports.mjs";
import { inRoot } from "../../scripts/project.mjs";

const place = inRoot("package.json");
const manifest = JSON.parse(readFileSync(place, "utf8"));

if (process.env.UPDATE) {
  const others = Object.entries(manifest.exports).filter(([path]) => !(path in entryExports));
  manifest.exports = { ...entryExports, ...Object.fromEntries(others) };
  manifest.typesVersions = typesVersions(manifest.exports);
  manifest.alias = alias(manifest.exports);
  writeFileSync(place, `${JSON.stringify(manifest, null, 2)}\n`);
}

test("each entry has the conditions that tools need, in their order", () => {
  for (const [path, conditions] of Object.entries(entryExports))
    assert.equal(JSON.stringify(manifest.exports[path]), JSON.stringify(conditions), path);
});

test("a TypeScript that does not read exports finds the types of each entry", () => {
  assert.deepEqual(manifest.typesVersions, typesVersions(manifest.exports));
  assert.ok(Object.keys(manifest.typesVersions["*"]).length > 10);
});

test("Parcel, which does not read exports, finds the script of each entry", () => {
  assert.deepEqual(manifest.alias, alias(manifest.exports));
  assert.equal(manifest.alias["./board"], "./dist/board.js");
  assert.equal(manifest.alias["./board/inline"], "./dist/board.inline.js");
});
