// The licence notices name what is bundled: the source maps tell what that is.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { dist } from "../../scripts/project.mjs";

const read = (/** @type {string} */ name) => readFileSync(path.join(dist, name), "utf8");
const notices = read("THIRD-PARTY.txt");

test("each npm package that is in a script has a licence notice", () => {
  const maps = readdirSync(dist).filter((name) => name.endsWith(".js.map"));
  const sources = maps.flatMap((name) => JSON.parse(read(name)).sources);
  const names = sources.flatMap((source) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  assert.ok(sources.some((source) => source === "../src/entry/init.js"));
  assert.ok(names.includes("idb-keyval"));
  for (const name of new Set(names)) assert.match(notices, new RegExp(`^${name} \\S+ \\(`, "m"));
});

test("the crates in the module, and Rust's own library, have their licences", () => {
  for (const name of ["wasm-bindgen", "serde", "talc", "The Rust standard library"])
    assert.match(notices, new RegExp(`^${name} \\d\\S+ \\(.*MIT.*\\)$`, "m"));
  assert.ok(notices.match(/Permission is hereby granted, free of charge/g).length > 15);
  assert.doesNotMatch(notices, /^(serde_derive|proptest|export-jobs) /m);
});
