// npm packs only a release build of the sources as they are.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";

test("packing runs the check", () => {
  const { scripts } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  assert.equal(scripts.prepack, "node scripts/prepack.mjs");
});

test("a build with other settings is refused, and the message says what to do", () => {
  const { status, stderr } = spawnSync(process.execPath, [inRoot("scripts", "prepack.mjs")], {
    encoding: "utf8",
    env: { ...process.env, CARGO_PROFILE_RELEASE_OPT_LEVEL: "1" },
  });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /dist\/ has no release build of export-jobs, export-jobs\/board/);
  assert.match(stderr, /npm run build/);
});
